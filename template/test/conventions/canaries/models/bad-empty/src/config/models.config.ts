// bad next line: models
export const models = {};
