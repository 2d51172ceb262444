export const shared = 1; // bad: layers
