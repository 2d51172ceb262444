import { freePort } from './free-port.ts';

/**
 * The port for the API: the one of PORT, else the usual one or a free one; `note` says so when it is another.
 * @throws when PORT is not a port, or was asked for and is taken.
 */
export async function apiPort(
  usual: number,
  asked = process.env['PORT'] ?? '',
): Promise<{ port: number; note: string | null }> {
  if (asked === '') {
    const port = await freePort(usual);
    return { port, note: port === usual || usual === 0 ? null : `Port ${usual} is taken: the API uses ${port}.` };
  }
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT=${asked} is not a port (1 to 65535).`);
  if ((await freePort(port)) === port) return { port, note: null };
  throw new Error(
    `Port ${port}, which PORT asks for, is taken. Stop what listens there, or unset PORT to use a free port.`,
  );
}
