import { setTimeout as wait } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';

const giveUp = (error: unknown): never => {
  // pattern: logging -- there is no logger before there is a configuration
  process.stderr.write(`The API could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

// Imported here, so that a missing variable or a broken plugin ends in one message instead of a stack trace.
const { config } = await import('./config/config.ts').catch(giveUp);
const { startTracing } = await import('./clients/start-tracing.ts').catch(giveUp);
const stopTracing = await startTracing('api').catch(giveUp);
const { buildApp } = await import('./app.ts').catch(giveUp);
const { healthService } = await import('./services/health.service.ts').catch(giveUp);
const { metricsService } = await import('./services/metrics.service.ts').catch(giveUp);
const app = await buildApp().catch(giveUp);

// Not ready first, so that a load balancer looks away; then the socket closes, and what is in flight is still answered.
closeWithGrace({ delay: config.SHUTDOWN_TIMEOUT_MS, logger: app.log }, async ({ err, signal }) => {
  if (err === undefined) app.log.info(`${signal ?? 'close'} received: draining.`);
  else app.log.fatal({ err }, 'An error that nothing caught: closing.');
  healthService.startDraining();
  await wait(err === undefined ? config.SHUTDOWN_DELAY_MS : 0);
  await app.close();
  await metricsService.stop();
  await stopTracing();
});

if (config.METRICS_PORT !== null)
  await metricsService.start(config.METRICS_PORT, config.METRICS_HOST, app.log).catch(giveUp);
await app.listen({ host: config.HOST, port: config.PORT }).catch(giveUp);
