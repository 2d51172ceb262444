export const trimmed = (text: string): string => {
  text = text.trim(); // bad: no-param-reassign
  return text;
};
export function count(from: number): number {
  from += 1; // bad: no-param-reassign
  from++; // bad: no-param-reassign
  return from;
}
export const named = ({ name }: { name: string }): string => {
  name ||= 'nobody'; // bad: no-param-reassign
  return name;
};
export const all = (...names: string[]): string[] => {
  [names] = [['nobody']]; // bad: no-param-reassign
  return names;
};
export const last = (name: string, names: readonly string[]): string => {
  for (name of names) void 0; // bad: no-param-reassign
  return name;
};
