/** Why a project was not made: `exitCode` 2 is for what the caller asked, 1 for what went wrong; `next` are commands that help. */
export type ProjectError = Error & { code: string; exitCode: 1 | 2; next: readonly string[] };

/** What was asked cannot be done: the command line has to change. */
export const refusal = (code: string, message: string, next: readonly string[] = []): ProjectError =>
  Object.assign(new Error(message), { code, exitCode: 2 as const, next });

/** What was asked is fine, but it did not work. */
export const failure = (code: string, message: string, next: readonly string[] = []): ProjectError =>
  Object.assign(new Error(message), { code, exitCode: 1 as const, next });

/** A property of whatever was thrown. Not `instanceof Error`: an error of another realm (a test runner's) is none. */
const textOf = (error: unknown, key: 'code' | 'message' | 'name'): string | null => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : null;
  return typeof value === 'string' ? value : null;
};

/** Tells our own errors, whose message is for the reader, from anything else that was thrown. */
export const isProjectError = (error: unknown): error is ProjectError =>
  typeof error === 'object' && error !== null && 'exitCode' in error && 'next' in error;

/** The code of a system error (`ENOENT`, `EACCES` …), or null. */
export const systemCode = (error: unknown): string | null => textOf(error, 'code');

/** Whether a time limit ran out (`AbortSignal.timeout`). */
export const isTimeout = (error: unknown): boolean => textOf(error, 'name') === 'TimeoutError';

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string => textOf(error, 'message') ?? String(error);
