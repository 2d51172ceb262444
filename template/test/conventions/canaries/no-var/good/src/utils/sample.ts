const one = 1;
let two = one;
two += 1;

declare global {
  // Only \`var\` declares a global.
  var stopTestStacks: () => void;
}
export const sum = (): number => one + two;
