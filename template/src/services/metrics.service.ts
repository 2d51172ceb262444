import { createServer, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics } from '@prometheus-io/client';
import type { FastifyBaseLogger } from 'fastify';
import { metrics } from '../clients/metrics.ts';
import { outboxAdminRepository } from '../repositories/outbox-admin.repository.ts';
import { queueHealthService } from './queue-health.service.ts';

const DEADLINE_MS = 2000;

const state: { server: Server | null } = { server: null };

const readQueue = async (): Promise<void> => {
  metrics.queueJobs.reset();
  metrics.queueOldest.reset();
  const { oldest_waiting_ms, ...jobs } = await queueHealthService.get();
  for (const [name, count] of Object.entries(jobs)) metrics.queueJobs.set({ state: name }, count);
  metrics.queueOldest.set(oldest_waiting_ms / 1000);
};

const readOutbox = async (): Promise<void> => {
  metrics.outboxEvents.reset();
  metrics.outboxOldest.reset();
  const { waiting, dead, oldest_at } = await outboxAdminRepository.backlog(AbortSignal.timeout(DEADLINE_MS));
  metrics.outboxEvents.set({ state: 'waiting' }, waiting);
  metrics.outboxEvents.set({ state: 'dead' }, dead);
  metrics.outboxOldest.set(oldest_at === null ? 0 : Math.max(0, (Date.now() - Date.parse(oldest_at)) / 1000));
};

const isFailure = (result: PromiseSettledResult<unknown>): result is PromiseRejectedResult =>
  result.status === 'rejected';

const answer = async (reply: ServerResponse, log: FastifyBaseLogger): Promise<void> => {
  const failures = (await Promise.allSettled([readQueue(), readOutbox()])).filter(isFailure);
  // What cannot be asked is left out, and missed by an alert.
  for (const { reason } of failures) log.debug({ err: reason }, 'Some metrics could not be read.');
  const text = await metrics.registry.metrics();
  reply.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text);
};

/** Serves `/metrics` of this process on a port of its own, so that no way from outside leads there. */
export const metricsService = {
  /** @throws where the port is taken */
  async start(port: number, host: string, log: FastifyBaseLogger): Promise<void> {
    collectDefaultMetrics({ register: metrics.registry });
    const server = createServer({ requestTimeout: DEADLINE_MS }, (_request, reply) => void answer(reply, log));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    state.server = server;
    log.info(`Metrics are at http://${host}:${port}/metrics.`);
  },

  async stop(): Promise<void> {
    state.server?.closeAllConnections();
    state.server?.close();
    state.server = null;
  },
};
