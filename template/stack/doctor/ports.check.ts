import path from 'node:path';
import { freePort } from '../free-port.ts';
import { lockHolder } from '../lock.ts';
import { broken, type Check, ok, warning } from './check-result.ts';

/** The ports that `npm run dev` would take. It takes others where they are taken, unless the environment's PORT asks. */
export const portsCheck: Check = {
  name: 'ports',
  look: async ({ root, env }) => {
    const dev = await lockHolder(path.join(root, '.stack', 'dev.lock'));
    if (dev !== null) return ok(`\`npm run dev\` is running, as process ${dev}`);
    const { wantedPorts } = await import('../wanted-ports.ts');
    const wanted = await wantedPorts(root).catch((error: unknown) =>
      String(error instanceof Error ? error.message : error),
    );
    if (typeof wanted === 'string') return broken(wanted, 'Mend .env.');
    const asked = env['PORT'] ?? '';
    const ports = { ...wanted, ...(asked === '' ? {} : { PORT: Number(asked) }) };
    if (!Number.isInteger(ports.PORT) || ports.PORT < 0 || ports.PORT > 65_535)
      return broken(`PORT=${asked} is not a port.`, 'Set PORT to 1 to 65535, or unset it.');
    const looked = await Promise.all(
      Object.entries(ports).map(async ([name, port]) => ({
        name,
        port,
        free: (await freePort(port)) === port || port === 0,
      })),
    );
    const taken = looked.filter(({ free }) => !free).map(({ name, port }) => `${port} (${name})`);
    if (taken.length === 0) return ok(`${looked.map(({ port }) => port).join(', ')} are free`);
    const remedy = `Find what listens there with \`lsof -i :${looked.find(({ free }) => !free)?.port}\`, or set other ports in .env.`;
    const said = `taken: ${taken.join(', ')}.`;
    const isAsked = asked !== '' && taken.some((one) => one.endsWith('(PORT)'));
    return isAsked
      ? broken(`${said} \`npm run dev\` takes the one of PORT, or none.`, remedy)
      : warning(`${said} \`npm run dev\` will take free ones.`, remedy);
  },
};
