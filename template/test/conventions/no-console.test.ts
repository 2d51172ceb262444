import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const bad: string[] = [
  "console.log('a');",
  "console['log']('a');",
  'const { log } = console; log(1);',
  'export const a = console;',
  '[1].forEach(console.log);',
  "globalThis.console.log('a');",
  "globalThis['console'].log('a');",
  "globalThis['con' + 'sole'].log('a');",
  "globalThis?.console?.log('a');",
  "global.console.log('a');",
  "global['console'].log('a');",
  "window.console.log('a');",
  "self.console.log('a');",
  "globalThis.globalThis.console.log('a');",
  "(globalThis as unknown as { console: Console }).console.log('a');",
  'const { console: c } = globalThis; c.log(1);',
  "const { ['console']: c } = globalThis; c.log(1);",
  'let c = null; ({ console: c } = globalThis); c?.log(1);',
  "const g = globalThis; g.console.log('a');",
  "declare const console: { log(text: string): void }; console.log('a');",
  "import console from 'node:console'; console.log('a');",
  "import { log } from 'console'; log('a');",
  "import { Console } from 'node:console'; export const a = Console;",
  "export * from 'node:console';",
  "(await import('node:console')).log('a');",
  "process.getBuiltinModule('console').log('a');",
];

const good: string[] = [
  "export const a = 'console.log';",
  'export const a = (console: { log(text: string): void }) => console.log("a");',
  'const console = { log: () => 1 }; export const a = console.log();',
  'export const a = (tab: { console: { log(): void } }) => tab.console.log();',
  'const globalThis = { console: 1 }; export const a = globalThis.console;',
];

describe('conventions/no-console', () => {
  it.each(bad)('refuses %s', async (code) => {
    expect(await brokenRules('src/utils/a.ts', code)).toEqual(['conventions/no-console']);
  });

  it.each(good)('takes %s', async (code) => {
    expect(await brokenRules('src/utils/a.ts', code)).toEqual([]);
  });

  it.each(['stack/a.ts', 'test/a.test.ts', 'check.js', 'generators/a.ts'])('holds in %s', async (path) => {
    const findings = await lint(path, "console.log('a');");
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('PATTERNS.md › Logging')]);
  });

  it.each([
    ['src/utils/a.ts', "import winston from 'winston'; export const a = winston;", 'is a second logger'],
    ['stack/a.ts', "import debug from 'debug'; export const a = debug;", 'is a second logger'],
    ['src/utils/a.ts', "import pino from 'pino'; export const a = pino();", 'makes a second logger'],
    ['src/utils/a.ts', "import { debuglog } from 'node:util'; export const a = debuglog('a');", 'is a second logger'],
    ['src/utils/a.ts', "process.stdout.write('a');", '`process.stdout` is used in `src`'],
  ])('%s: refuses %s', async (path, code, text) => {
    const messages = (await lint(path, code)).map(({ message }) => message);
    expect(messages).toEqual([expect.stringContaining(text)]);
    expect(messages[0]).toContain('PATTERNS.md › Logging');
  });

  it.each([
    ['stack/a.ts', "process.stdout.write('a');"],
    ['src/server.ts', "process.stderr.write('a');"],
    ['test/a.test.ts', "import { symbols } from 'pino'; export const a = symbols;"],
    ['src/utils/a.ts', "import type { Logger } from 'pino'; export type A = Logger;"],
    ['src/utils/a.ts', "import { inspect } from 'node:util'; export const a = inspect;"],
  ])('%s: takes %s', async (path, code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });
});
