export const testCache = new Map<string, number>();
export const remember = (key: string): void => void testCache.set(key, 1);
export const storeManager = { open: (): boolean => true };
