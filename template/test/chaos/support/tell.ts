type Account = { readonly sent: number; readonly done: number; readonly lost: number } & Readonly<
  Record<string, number>
>;

/** Prints what became of all that was sent, under the name of the fault. */
export function tell(fault: string, account: Account): void {
  const parts = Object.entries(account).map(([what, count]) => `${what.replaceAll('_', ' ')} ${count}`);
  process.stderr.write(`${fault}: ${parts.join(', ')}\n`);
}
