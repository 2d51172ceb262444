import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import type { StackService } from '../start-services.ts';

const program = path.join(import.meta.dirname, '../stand-in.process.ts');
const startedSchema = z.strictObject({ url: z.url() });
const PATIENCE_MS = 20_000;

/**
 * A stand-in for OpenAI on this machine, so that everything runs with no key and no network: chat answered by
 * `stack/stand-in/`, vectors by a small model. With OPENAI_API_KEY in the environment, `npm run dev` uses OpenAI itself;
 * tests never do.
 */
export const openai: StackService = {
  name: 'OpenAI',
  async start({ mayBeReal }) {
    if (mayBeReal && (process.env['OPENAI_API_KEY'] ?? '') !== '') return null;
    const child = fork(program, [], {
      // A Ctrl-C in the terminal reaches us, and we stop things in order.
      detached: true,
      execArgv: [],
      env: {
        ...process.env,
        NODE_OPTIONS: '--disable-warning=ExperimentalWarning --disable-warning=DEP0040',
        NODE_COMPILE_CACHE: path.join(import.meta.dirname, '../../.stack/compile-cache'),
      },
    });
    const exited = once(child, 'exit');
    const gone = exited.then(() => {
      throw new Error('The stand-in for OpenAI ended before it was ready; its output above says why.');
    });
    const said = once(child, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    const [message] = await Promise.race([said, gone]);
    // It ends some day, and then nobody waits for it here.
    gone.catch(() => undefined);
    const { url } = startedSchema.parse(message);
    return {
      env: { OPENAI_API_KEY: 'stand-in', OPENAI_BASE_URL: `${url}/v1` },
      note: `${url}   (a stand-in: set OPENAI_API_KEY to use the real one)`,
      stop: async () => {
        if (child.connected) child.disconnect();
        await exited;
      },
    };
  },
};
