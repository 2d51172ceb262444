export const stop = (ended: Promise<void>): Promise<void> => ended.catch(() => {}); // bad: no-silent-catch
