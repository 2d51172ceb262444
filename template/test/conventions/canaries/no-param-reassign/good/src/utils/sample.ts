export const trimmed = (text: string): string => {
  const short = text.trim();
  return short;
};
export const named = ({ name = 'nobody' }: { readonly name: string }): string => name;
export function count(from: number): number {
  let next = from;
  next += 1;
  return next;
}
