export const model = { simple: [] }; // bad: models
