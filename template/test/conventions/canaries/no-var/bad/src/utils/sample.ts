var one = 1; // bad: no-var
export var two = one; // bad: no-var
export function sum(): number {
  for (var index = 0; index < 2; index += 1) two += index; // bad: no-var
  return two;
}
