/** An error meant for the person at the terminal: what happened and why (`message`), what to do (`next`), the exit code. */
export type CommandError = Error & {
  readonly exitCode: 1 | 2;
  readonly next: string;
  readonly problems: readonly string[];
};

/** The command was used wrongly (exit code 2). `problems` holds one message each where there are several. */
export const usageError = (message: string, next: string, problems: readonly string[] = [message]): CommandError =>
  Object.assign(new Error(message), { exitCode: 2 as const, next, problems });

/** The command was right, but could not be done (exit code 1). */
export const commandFailure = (message: string, next: string, cause?: unknown): CommandError =>
  Object.assign(new Error(message, { cause }), { exitCode: 1 as const, next, problems: [message] });

/** Tells our own errors from a crash. */
export const isCommandError = (error: unknown): error is CommandError =>
  error instanceof Error && 'exitCode' in error && 'next' in error && 'problems' in error;

/** Runs a check and returns its problems instead of throwing, so that one message can name them all. */
export const collectProblems = <T>(check: () => T, problems: string[]): T | null => {
  try {
    return check();
  } catch (error) {
    if (!isCommandError(error)) throw error;
    problems.push(...error.problems);
    return null;
  }
};
