import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import Fastify from 'fastify';

const giveUp = (error: unknown): never => {
  // pattern: logging -- there is no logger before there is a configuration
  process.stderr.write(`The worker could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

// Imported here, so that a missing variable or a broken job ends in one message instead of a stack trace.
const { config } = await import('./config/config.ts').catch(giveUp);
const { logOutput } = await import('./utils/log-output.ts').catch(giveUp);
const { loggerOptions } = await import('./utils/logger-options.ts').catch(giveUp);
const { loadJobs } = await import('./utils/load-jobs.ts').catch(giveUp);
const { startTracing } = await import('./clients/start-tracing.ts').catch(giveUp);
const stopTracing = await startTracing('worker').catch(giveUp);
const { redis } = await import('./clients/redis.ts').catch(giveUp);
const { errorService } = await import('./services/error.service.ts').catch(giveUp);
const { eventService } = await import('./services/event.service.ts').catch(giveUp);
const { metricsService } = await import('./services/metrics.service.ts').catch(giveUp);
const { relayService } = await import('./services/relay.service.ts').catch(giveUp);
const { workerService } = await import('./services/worker.service.ts').catch(giveUp);
const jobs = await loadJobs(join(import.meta.dirname, 'jobs')).catch(giveUp);
// For its logger alone: nothing listens.
const { log } = Fastify({ logger: { ...loggerOptions(config.LOG_LEVEL), stream: logOutput } });

// No new jobs and events; what is under way is finished, or it is run again elsewhere once the time is up.
closeWithGrace({ delay: config.SHUTDOWN_TIMEOUT_MS, logger: log }, async ({ err, signal }) => {
  if (err === undefined) log.info(`${signal ?? 'close'} received: finishing what runs.`);
  else log.fatal({ err }, 'An error that nothing caught: closing.');
  await Promise.all([workerService.stop(), relayService.stop()]);
  await errorService.stop();
  await metricsService.stop();
  await stopTracing();
  redis?.disconnect();
});

if (config.WORKER_METRICS_PORT !== null)
  await metricsService.start(config.WORKER_METRICS_PORT, config.METRICS_HOST, log).catch(giveUp);
await eventService.load().catch(giveUp);
errorService.start(log);
relayService.start(log);
if (redis === null || config.REDIS_URL === null) {
  log.warn('REDIS_URL is not set: there is no queue, so that no jobs are run.');
} else {
  redis.on('error', (err) => log.warn({ err }, 'Redis is away; trying again.'));
  // Logged above, and the client tries again by itself.
  await redis.connect().catch(() => undefined);
  workerService.start(config.REDIS_URL, jobs, log);
}
log.info({ jobs: [...jobs.keys()] }, 'The worker is ready.');
