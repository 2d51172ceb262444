export const stop = (ended: Promise<void>): Promise<void> => ended.catch(() => undefined); // bad: no-silent-catch
