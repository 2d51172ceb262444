import type { FastifyInstance } from 'fastify';
import { symbols } from 'pino';

/** Collects the lines that the app logs from now on, as they would reach standard output. */
export function captureLog(app: FastifyInstance): string[] {
  const lines: string[] = [];
  Reflect.set(app.log, symbols.streamSym, { write: (line: string) => lines.push(line) });
  return lines;
}
