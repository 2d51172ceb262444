export const asText = (): never => {
  throw 'no'; // bad: no-throw-literal
};
export const asNumber = (): never => {
  throw 404; // bad: no-throw-literal
};
export const asTemplate = (name: string): never => {
  throw `no ${name}`; // bad: no-throw-literal
};
export const asSum = (name: string): never => {
  throw 'no ' + name; // bad: no-throw-literal
};
export const asNothing = (): never => {
  throw undefined; // bad: no-throw-literal
};
export const asObject = (): never => {
  throw { code: 'no' }; // bad: no-throw-literal
};
