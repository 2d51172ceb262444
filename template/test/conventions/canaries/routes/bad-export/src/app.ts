export const app = null; // bad: routes
