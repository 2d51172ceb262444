import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

const port = (usual: number) => z.coerce.number().int().min(0).max(65_535).default(usual);

const portsSchema = z.object({ PORT: port(3000), SUPABASE_PORT: port(54_321), REDIS_PORT: port(6380) });

export type Ports = z.infer<typeof portsSchema>;

/**
 * The ports that `npm run dev` takes at a checkout where they are free: those of its .env, of which it reads nothing else, or the
 * usual ones. `root` is the folder that holds src/.
 * @throws with the file and its wrong settings.
 */
export async function wantedPorts(root: string): Promise<Ports> {
  const file = path.join(root, '.env');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const set = Object.entries(parseEnv(text)).filter(([, value]) => value !== '');
  const ports = portsSchema.safeParse(Object.fromEntries(set));
  if (ports.success) return ports.data;
  throw new Error(`${file} has wrong ports (0 to 65535):\n${z.prettifyError(ports.error)}`);
}
