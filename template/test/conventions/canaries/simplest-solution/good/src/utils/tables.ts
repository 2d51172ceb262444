const five = {
  a: () => 1,
  b: () => 2,
  c: () => 3,
  d: () => 4,
  e: () => 5,
};
const large = {
  parse(text: string) {
    const parts = text.split(',');
    const first = parts[0] ?? '';
    const trimmed = first.trim();
    return trimmed.length;
  },
  count: (text: string) => text.length,
};
const fixed = { up: (n: number) => n + 1, down: (n: number) => n - 1 };
const labels = { up: 'Up', down: 'Down' };
const rows = [{ id: 'a', area: () => 1 }];

export const pick = (key: keyof typeof five) => five[key]();
export const measure = (key: keyof typeof large, text: string) => large[key](text);
export const up = (n: number): number => fixed.up(n) + fixed['down'](n);
export const label = (key: keyof typeof labels): string => labels[key];
export const find = (id: string) => rows.find((row) => row.id === id);
