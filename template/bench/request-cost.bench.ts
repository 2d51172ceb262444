import { join } from 'node:path';
import { load } from './api/load.ts';
import { startApiStack } from './api/start-api-stack.ts';
import type { Bench } from './harness/bench.ts';
import { startProcess } from './harness/start-process.ts';

const REQUESTS = 1000;
const WHOLE = 'the whole API';

/**
 * Each process has one step more than the one before it, so that the cost of a step is the difference of two lines. The last
 * is the API as `buildApp` makes it, which also calls Supabase by the kit's client.
 */
export const requestCostBench: Bench = {
  title: 'What each plugin costs a request, over bare Fastify with the same schemas and an upstream of 5 ms',
  rounds: 9,
  goals: [{ figure: 'cpu_us', variant: WHOLE, as: 'difference', bound: 'at most', value: 100 }],
  async start() {
    const stack = await startApiStack();
    Object.assign(process.env, stack.env);
    const { readPlugins } = await import('./request-cost/plugins.ts');
    const names = ['bare Fastify', '+ log', ...(await readPlugins()).map(({ name }) => `+ ${name}`), WHOLE];
    const file = join(import.meta.dirname, 'request-cost/app.process.ts');
    const servers: [string, Awaited<ReturnType<typeof startProcess>>][] = [];
    for (const [index, name] of names.entries()) {
      const steps = name === WHOLE ? 'all' : String(index);
      servers.push([name, await startProcess(file, { ...stack.env, STEPS: steps })]);
    }
    const variants = servers.map(([name, server]) => [name, () => load(server, stack.message, REQUESTS)] as const);
    return {
      variants: Object.fromEntries(variants),
      async stop() {
        const asked = await stack.keysAsked();
        await Promise.all(servers.map(([, server]) => server.stop()));
        await stack.stop();
        // One for each process that verifies tokens; not one more for all their requests.
        const verifying = names.length - names.indexOf('+ auth');
        if (asked > verifying)
          throw new Error(`The keys of tokens were fetched ${asked} times by ${verifying} processes.`);
      },
    };
  },
};
