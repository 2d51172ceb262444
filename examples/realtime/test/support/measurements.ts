import { randomUUID } from 'node:crypto';

/** A measurement of so many seconds after a time. */
export const measurement = (value: string, seconds = 0, since = Date.now() - 3_600_000) => ({
  id: randomUUID(),
  sensor: 'pump-1',
  measured_at: new Date(since + seconds * 1000).toISOString(),
  value,
});

/** The start of a window of ten seconds, an hour ago. */
export const windowStart = (): number => Math.floor((Date.now() - 3_600_000) / 10_000) * 10_000;
