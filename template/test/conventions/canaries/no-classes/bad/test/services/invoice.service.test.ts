class Fake {} // bad: no-classes
export const fake = new Fake();
