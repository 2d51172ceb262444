import { complain } from './complain.ts';

/** Ends a command: the message on standard error, or where `tell` writes it; exit code 2 for wrong usage and 1 for all else. */
export function fail(error: unknown, tell: (error: unknown) => void = complain): void {
  tell(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  process.exitCode = code.startsWith('ERR_PARSE_ARGS') ? 2 : 1;
}
