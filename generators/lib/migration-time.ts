import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './project-layout.ts';

const STAMP = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/;

/** The time in a migration's file name (UTC, in milliseconds), or 0 where it is none. */
const timeOf = (file: string): number => {
  const [, year, month, day, hour, minute, second] = STAMP.exec(file) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) || 0;
};

/**
 * The time for a new migration: now, but at least a second after every one that is there. The time is a migration's
 * version and its place in the order, so two of one second, or one made while the clock was ahead, would not apply.
 */
export const migrationTime = async ({ project, migrations }: Layout, now: Date): Promise<Date> => {
  const times = (await readdir(join(project, migrations))).map(timeOf);
  return new Date(Math.max(now.getTime(), ...times.map((time) => time + 1000)));
};
