import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { freePort } from '../../stack/free-port.ts';
import { startServer } from '../support/start-server.ts';
import { copySource, startWorker } from '../support/start-worker.ts';
import { createTestUser } from '../support/test-user.ts';
import { until } from '../support/until.ts';

const value = z.object({ stringValue: z.string().nullable().default(null) });
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable().default(null),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value })),
});
const scope = z.object({ spans: z.array(spanSchema) });
const resource = z.object({ attributes: z.array(z.object({ key: z.string(), value })) });
const tracesSchema = z.object({ resourceSpans: z.array(z.object({ resource, scopeSpans: z.array(scope) })) });
type Span = z.infer<typeof spanSchema> & { readonly service: string };

const listen = async (handle: (request: IncomingMessage) => Promise<void> | void) => {
  const server = createServer((request, reply) => void Promise.resolve(handle(request)).then(() => reply.end('{}')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => (server.closeAllConnections(), server.close()) };
};

const spans: Span[] = [];
const collector = await listen(async (request) => {
  for (const { resource, scopeSpans } of tracesSchema.parse(await json(request)).resourceSpans) {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    spans.push(...scopeSpans.flatMap((one) => one.spans).map((span) => ({ ...span, service })));
  }
});
const called: IncomingMessage[] = [];
const neighbour = await listen((request) => void called.push(request));

const copy = await copySource();
await cp(path.join(import.meta.dirname, '../../src/jobs'), copy.jobs, { recursive: true });
const fixtures = path.join(import.meta.dirname, 'fixtures');
for (const [file, folder, up] of [
  ['call-out.job.ts', 'jobs', '../'],
  ['call-made.event.ts', 'events', '../'],
  ['calls.route.ts', 'routes/v1', '../../'],
] as const) {
  const text = await readFile(path.join(fixtures, file), 'utf8');
  await mkdir(path.join(copy.dir, 'src', folder), { recursive: true });
  const moved = text.replaceAll('../../../src/', up).replace('./call-out.job.ts', '../../jobs/call-out.job.ts');
  await writeFile(path.join(copy.dir, 'src', folder, file), moved);
}

const metricsPort = String(await freePort(0));
const workerMetricsPort = String(await freePort(0));
const env = {
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_BSP_SCHEDULE_DELAY: '100',
  OUTGOING_PRIVATE_HOSTS: '127.0.0.1',
  LOG_LEVEL: 'debug',
  // What the test is not about, however busy the machine is.
  MAX_EVENT_LOOP_DELAY_MS: '60000',
  METRICS_PORT: metricsPort,
  WORKER_METRICS_PORT: workerMetricsPort,
};
const user: { token: string } = { token: '' };
beforeAll(async () => {
  const { buildApp } = await import('../../src/app.ts');
  const app = await buildApp();
  user.token = (await createTestUser(app)).token;
  await app.close();
});
afterAll(async () => {
  collector.stop();
  neighbour.stop();
  await copy.remove();
});

describe('a request', () => {
  it('is one trace and one id, from the API through the queue and the outbox to the services that are called', async () => {
    const api = await startServer(env, 30_000, path.join(copy.dir, 'src/server.ts'));
    const worker = await startWorker(copy.dir, env);
    await Promise.all([until(api.answers, 20_000), worker.ready()]);
    const caller = `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-00`;
    const reply = await fetch(`${api.url}/v1/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', traceparent: caller },
      body: JSON.stringify({ url: neighbour.url }),
    });
    expect([reply.status, await reply.json()]).toEqual([202, { data: {} }]);
    const id = reply.headers.get('x-request-id');
    await until(() => (called.length === 2 ? true : null), 15_000);
    const text = async (port: string): Promise<string> =>
      (await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(5000) })).text();
    const [ofApi, ofWorker] = [await text(metricsPort), await text(workerMetricsPort)];
    const closed = await fetch(`${api.url}/metrics`);
    api.kill('SIGTERM');
    worker.kill('SIGTERM');
    const [{ stdout }, { output }] = await Promise.all([api.ended, worker.ended]);

    // The id, in the logs of both, and in the calls.
    expect(called.map(({ url }) => url).toSorted()).toEqual(['/event', '/job']);
    expect(called.map(({ headers }) => headers['x-request-id'])).toEqual([id, id]);
    expect(stdout).toContain(`"reqId":"${id}"`);
    expect(
      output.split('\n').filter((line) => line.includes('"neighbour"') && line.includes(`"reqId":"${id}"`)),
    ).toHaveLength(2);

    // The trace, each span below the one that it belongs to.
    const own = spans.filter(({ traceId }) => traceId === 'a1'.repeat(16));
    const pathOf = (span: Span): string[] => {
      const parent = own.find(({ spanId }) => spanId === span.parentSpanId);
      return [...(parent === undefined ? [span.parentSpanId ?? ''] : pathOf(parent)), `${span.service}: ${span.name}`];
    };
    const calls = own.filter(({ name }) => name === 'GET neighbour').map(pathOf);
    const before = ['b2'.repeat(8), 'api: POST /v1/calls'];
    expect(calls).toHaveLength(2);
    expect(calls).toContainEqual([
      ...before,
      'api: add jobs.call-out',
      'worker: process jobs',
      'worker: GET neighbour',
    ]);
    expect(calls).toContainEqual([...before, 'worker: deliver call.made', 'worker: GET neighbour']);
    expect(called.map(({ headers }) => String(headers['traceparent']).split('-')[1])).toEqual([
      'a1'.repeat(16),
      'a1'.repeat(16),
    ]);
    expect(own.find(({ name }) => name === 'POST /v1/calls')?.attributes).toContainEqual({
      key: 'request.id',
      value: { stringValue: id },
    });

    // What both have measured, each on its port, and not on the API's.
    expect(closed.status).toBe(404);
    expect(ofApi).toMatch(/^http_request_duration_seconds_count\{method="POST",route="\/v1\/calls",status="202"\} 1$/m);
    expect(ofWorker).toMatch(/^job_duration_seconds_count\{name="call-out",outcome="done"\} 1$/m);
    expect(ofWorker).toMatch(/^event_delivery_duration_seconds_count\{event="call\.made",outcome="done"\} 1$/m);
    expect(ofWorker).toMatch(
      /^outgoing_request_duration_seconds_count\{upstream="neighbour",method="GET",status="200"\} 2$/m,
    );
    for (const text of [ofApi, ofWorker]) {
      expect(text).toMatch(/^queue_jobs\{state="waiting"\} \d+$/m);
      expect(text).toMatch(/^outbox_oldest_waiting_seconds \d/m);
      expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    }
  }, 60_000);
});
