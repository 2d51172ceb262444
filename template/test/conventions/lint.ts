import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { Linter } from 'eslint';

type Reply = { readonly id: number; readonly messages: readonly Linter.LintMessage[]; readonly error: string | null };

const state: { child: ChildProcess | null; asked: number } = { child: null, asked: 0 };
const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();

function start(): ChildProcess {
  const script = join(import.meta.dirname, 'lint.process.ts');
  // Named, since Jest's environment, which has what it takes to count coverage, is not the one that Node passes on.
  const child = fork(script, { serialization: 'advanced', env: process.env });
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`lint.process.ts ended with ${code}.`));
  });
  return child;
}

const ask = (path: string, code: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    state.child ??= start();
    state.asked += 1;
    waiting.set(state.asked, { resolve, reject });
    state.child.send({ id: state.asked, path, code });
  });

afterAll(() => {
  state.child?.disconnect();
  state.child = null;
});

export type Finding = { readonly rule: string; readonly message: string; readonly fixed: readonly string[] };

/** Lints code with the real configuration, as if it stood at `path` below the project (`../` is the kit). */
export async function lint(path: string, code: string): Promise<Finding[]> {
  const { messages, error } = await ask(path, code);
  if (error !== null) throw new Error(error);
  return messages.map(({ ruleId, message, fix, suggestions = [] }) => ({
    rule: ruleId ?? 'parser',
    message,
    fixed: [fix, ...suggestions.map((suggestion) => suggestion.fix)]
      .filter((edit) => edit !== undefined)
      .map((edit) => code.slice(0, edit.range[0]) + edit.text + code.slice(edit.range[1])),
  }));
}

/** The ids of the conventions that code breaks, each once. */
export async function brokenRules(path: string, code: string): Promise<string[]> {
  const findings = await lint(path, code);
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}
