export const quiet = (run: () => void): void => {
  try {
    run();
  } catch {} // bad: no-empty
};
export const named = (run: () => void): void => {
  try {
    run();
    // bad next line: no-empty
  } catch (error) {
  }
};
export const never = (on: boolean): void => {
  if (on) {} // bad: no-empty
  for (const one of [on]) {} // bad: no-empty
};
