// The line of the mistake.
export const models = {
  simple: [{ model: }], // bad: models
};
