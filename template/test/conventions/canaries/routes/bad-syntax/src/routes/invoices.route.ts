export const route = async () => undefined;

export const broken = = 1; // bad: routes
