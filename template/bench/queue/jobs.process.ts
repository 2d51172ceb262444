// Adds jobs and does them whenever it is asked: by BullMQ alone, by BullMQ with an id and data as the kit's jobs have, or as the kit does (HOW).
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Queue, Worker } from 'bullmq';
import pino from 'pino';
import { z } from 'zod';
import { redis } from '../../src/clients/redis.ts';
import { config } from '../../src/config/config.ts';
import { requestContext } from '../../src/context/request-context.ts';
import { jobService } from '../../src/services/job.service.ts';
import { workerService } from '../../src/services/worker.service.ts';
import { defineJob } from '../../src/utils/define-job.ts';
import { jobOptions } from '../../src/utils/job-options.ts';
import { serve } from '../harness/serve.ts';

const JOBS = 2000;
const AT_A_TIME = 50;
const url = config.REDIS_URL ?? '';
const log = pino({ level: 'warn' });
const state = { left: 0, done: Promise.withResolvers<void>() };

const finish = async (): Promise<void> => {
  state.left -= 1;
  if (state.left === 0) state.done.resolve();
};
const countJob = defineJob({
  name: 'count',
  payload: z.strictObject({ invoice_id: z.uuid() }),
  run: finish,
});
const payload = { invoice_id: 'a3d1f2c4-5b6e-4f70-8a91-b2c3d4e5f601' };

const HOW = process.env['HOW'];
const userId = '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001';
const requestId = '5f0f4a40-6b1c-4f0e-9b57-000000000001';

/** What adds one job. */
const startBare = () => {
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue('jobs', { connection });
  const worker = new Worker('jobs', finish, { connection, concurrency: AT_A_TIME });
  worker.on('error', (err) => log.error({ err }));
  const options = () => jobOptions(countJob);
  if (HOW === 'bare') return () => queue.add('count', payload, options());
  const data = { payload, user_id: userId, request_id: requestId, flow_id: null };
  return () => queue.add('count', data, { ...options(), jobId: randomUUID() });
};
const startKit = () => {
  workerService.start(url, new Map([[countJob.name, countJob]]), log);
  return () => jobService.enqueue(countJob, payload);
};

await redis?.connect();
const add: () => Promise<unknown> = HOW === 'kit' ? startKit() : startBare();

const run = async () => {
  const before = process.cpuUsage();
  const began = performance.now();
  Object.assign(state, { left: JOBS, done: Promise.withResolvers<void>() });
  for (const _ of Array(JOBS / AT_A_TIME).keys()) await Promise.all(Array.from({ length: AT_A_TIME }, add));
  await state.done.promise;
  const { user, system } = process.cpuUsage(before);
  return { jobs_per_s: JOBS / ((performance.now() - began) / 1000), cpu_us: (user + system) / JOBS };
};

/** The request that asks for jobs has its context, whether it asks for any or not. */
const caller = { user: { id: userId, email: null }, accessToken: null };
const context = { requestId, log, signal: new AbortController().signal, caller };
const server = createServer(async (_request, reply) => {
  const figures = await requestContext.run(context, run);
  reply.end(JSON.stringify(figures));
});
server.listen(0, '127.0.0.1', () => serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
