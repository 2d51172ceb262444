export const quiet = (run: () => void): void => {
  try {
    run();
  } catch {
    // It is tried again in a second.
  }
};
export const nothing = (): void => {};
