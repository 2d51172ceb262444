import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';

const registry = new Registry();
const registers = [registry];
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * What is counted and measured in this process (docs/observability.md), read by Prometheus at `/metrics`. Labels have few
 * values: a route's pattern and never its URL, a service's name and never its host, no user.
 * @see https://github.com/prometheus/client_js
 */
export const metrics = {
  registry,
  requests: new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests of the API, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  }),
  outgoing: new Histogram({
    name: 'outgoing_request_duration_seconds',
    help: 'Calls to other services, each attempt: its status, or `failed`.',
    labelNames: ['upstream', 'method', 'status'],
    buckets,
    registers,
  }),
  jobs: new Histogram({
    name: 'job_duration_seconds',
    help: 'Attempts at jobs: `done` or `failed`.',
    labelNames: ['name', 'outcome'],
    buckets: [...buckets, 60, 300],
    registers,
  }),
  events: new Histogram({
    name: 'event_delivery_duration_seconds',
    help: 'Deliveries of events to their handlers: `done` or `failed`.',
    labelNames: ['event', 'outcome'],
    buckets,
    registers,
  }),
  cache: new Counter({
    name: 'cache_requests_total',
    help: 'What the cache was asked for: `hit`, `miss`, or `off` where Redis did not answer.',
    labelNames: ['cache', 'outcome'],
    registers,
  }),
  queueJobs: new Gauge({
    name: 'queue_jobs',
    help: 'Jobs in the queue, by state; `dead` are those that were given up.',
    labelNames: ['state'],
    registers,
  }),
  queueOldest: new Gauge({
    name: 'queue_oldest_waiting_seconds',
    help: 'How long the first job in line has waited.',
    registers,
  }),
  outboxEvents: new Gauge({
    name: 'outbox_events',
    help: 'Events that are not delivered: `waiting`, or `dead`, which were given up.',
    labelNames: ['state'],
    registers,
  }),
  outboxOldest: new Gauge({
    name: 'outbox_oldest_waiting_seconds',
    help: 'How long the oldest event has waited to be delivered.',
    registers,
  }),
};
