import { join } from 'node:path';
import { load } from '../template/bench/api/load.ts';
import { startApiStack } from '../template/bench/api/start-api-stack.ts';
import type { Bench } from '../template/bench/harness/bench.ts';
import { startProcess } from '../template/bench/harness/start-process.ts';
import { checkFeatures } from './compare/check-features.ts';

/** Few for each, and many rounds: the shorter a round, the more alike is what else the machine does meanwhile. */
const REQUESTS = 300;
/** Sent before anything counts, so that all code is compiled. */
const TO_WARM_UP = 2000;
const TEMPLATE = 'the template';
const STEPS = ['route alone', '+ headers', '+ log', '+ limits', '+ token'];
const ALL = STEPS.length - 1;

const own = (name: string): string => join(import.meta.dirname, 'compare', `${name}.process.ts`);
const frameworks = [
  ['Fastify', own('fastify')],
  ['NestJS', own('nest')],
  ['Express', own('express')],
] as const;

/**
 * One route in each: a strict body and the reply by Zod, an upstream of 5 ms through supabase-js; then headers of helmet, Pino, a limit by address
 * in Redis, and last a token verified by jose with a limit by user. What is complete comes first, then the steps to it.
 */
export const compareBench: Bench = {
  title: "The template's route beside Fastify, NestJS on Fastify and Express, each wired by hand",
  rounds: 25,
  goals: [
    { figure: 'cpu_us', variant: TEMPLATE, as: 'ratio', bound: 'at most', value: 1.1 },
    { figure: 'requests_per_s', variant: TEMPLATE, as: 'ratio', bound: 'at least', value: 0.9 },
  ],
  async start() {
    const stack = await startApiStack();
    const wired = (file: string, features: number, env: Readonly<Record<string, string>> = {}) =>
      startProcess(file, { ...stack.env, FEATURES: String(features), ...env });
    const complete: [string, Awaited<ReturnType<typeof startProcess>>][] = [];
    for (const [name, file] of frameworks) complete.push([name, await wired(file, ALL)]);
    complete.splice(1, 0, [
      'Fastify, tokens remembered',
      await wired(own('fastify'), ALL, { REMEMBER_TOKENS: 'true' }),
    ]);
    const app = join(import.meta.dirname, '../template/bench/request-cost/app.process.ts');
    complete.splice(1, 0, [TEMPLATE, await startProcess(app, { ...stack.env, STEPS: 'all' })]);
    for (const [name, { url }] of complete) await checkFeatures(name, url, stack.message);

    const steps: typeof complete = [];
    for (const [name, file] of frameworks)
      for (const [features, step] of STEPS.slice(0, ALL).entries())
        steps.push([`${name}: ${step}`, await wired(file, features)]);
    const servers = [...complete, ...steps];
    for (const [, server] of servers) await load(server, stack.message, TO_WARM_UP);
    return {
      variants: Object.fromEntries(
        servers.map(([name, server]) => [name, () => load(server, stack.message, REQUESTS)] as const),
      ),
      async stop() {
        await Promise.all(servers.map(([, server]) => server.stop()));
        await stack.stop();
      },
    };
  },
};
