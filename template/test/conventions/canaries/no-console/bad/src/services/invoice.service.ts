import output from 'node:console'; // bad: no-console
import { debuglog, inspect } from 'node:util'; // bad: no-console
import * as util from 'node:util';
import { createRequire } from 'node:module';
import { stdout as out } from 'node:process'; // bad: no-console
import winston from 'winston'; // bad: no-console
import createDebug from 'debug'; // bad: no-console
import type { Logger } from 'tslog'; // bad: no-console
import { pino, type Level } from 'pino'; // bad: no-console

export { consola } from 'consola'; // bad: no-console
export * from 'loglevel'; // bad: no-console

const load = createRequire(import.meta.url);
const g = globalThis;
const { log } = console; // bad: no-console
const { console: hidden } = globalThis; // bad: no-console
const { stderr } = process; // bad: no-console

export const invoiceService = {
  tell(text: string): void {
    console.log(text); // bad: no-console
    console['error'](text); // bad: no-console
    globalThis.console.log(text); // bad: no-console
    globalThis['con' + 'sole'].log(text); // bad: no-console
    g.console.warn(text); // bad: no-console
    Reflect.get(globalThis, 'console').log(text); // bad: no-console
    [text].forEach(console.info); // bad: no-console
    process.stdout.write(text); // bad: no-console
    process['stderr'].write(text); // bad: no-console
    g.process.stdout.write(text); // bad: no-console
    log(text, inspect(hidden));
    util.debuglog('invoice')(text); // bad: no-console
    void [output, debuglog, out, stderr, winston, createDebug, pino];
  },
  bunyan: () => import('bunyan'), // bad: no-console
  signale: () => load('signale'), // bad: no-console
  builtIn: () => process.getBuiltinModule('node:console'), // bad: no-console
};

export type Types = { logger: Logger; level: Level };
