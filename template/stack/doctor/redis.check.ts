import { onPath } from '../on-path.ts';
import { broken, type Check, ok, warning } from './check-result.ts';
import { runProgram } from './run-program.ts';

const PATIENCE_MS = 1000;

const given = async (url: string) => {
  // Loaded only here: without its packages the doctor says so, and goes on.
  const { redisPing } = await import('../redis-ping.ts');
  return (await redisPing(url, PATIENCE_MS))
    ? ok('the one of REDIS_URL answers')
    : broken('REDIS_URL is set, but no Redis answers there.', 'Start it, or unset REDIS_URL to use one of our own.');
};

/** `npm run dev` works without Redis, `npm test` does not. */
export const redisCheck: Check = {
  name: 'Redis',
  look: async (place) => {
    const url = place.env['REDIS_URL'] ?? '';
    if (url !== '') return given(url);
    const server = await onPath(['redis-server', 'valkey-server'], place.env['PATH']);
    if (server !== null) return ok(server);
    if ((await runProgram('docker', ['info'], place)) !== null) return ok('a container, by Docker');
    return warning('There is none: `npm run dev` limits in one process alone, and `npm test` stops.', 'npm run setup');
  },
};
