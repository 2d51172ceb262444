export const plugin = (name: string): Promise<unknown> => import(name);
