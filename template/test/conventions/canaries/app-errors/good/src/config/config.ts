/** A process that cannot start says so to the person who starts it. */
export function loadConfig(env: Readonly<Record<string, string>>): string {
  const port = env['PORT'];
  if (port === undefined) throw new Error('PORT is not set.');
  return port;
}
