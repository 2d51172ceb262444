/** Writes the message of an error to standard error: what happened, why, and the next step; no stack trace. */
export function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
