import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { JudgedPrompt, PromptProblem } from './judge-prompt.ts';

/** What came of a file: a prompt or what is wrong with it, or how the file itself failed. */
export type Loaded =
  | { readonly judged: JudgedPrompt | readonly PromptProblem[] }
  | { readonly crash: { readonly line: number; readonly reason: string } };

/** On a machine that has much else to do, a process takes its time to start. */
const START_DEADLINE_MS = 60_000;
/** A prompt is data: it loads in milliseconds. */
const DEADLINE_MS = 10_000;

const crash = (reason: string): Loaded => ({ crash: { line: 1, reason } });

/** Loads files in one process until it is done, or one of them ends it. The last result is then about that one. */
function loadUntilOneFails(files: readonly string[]): Promise<Loaded[]> {
  return new Promise((resolve, reject) => {
    const loaded: Loaded[] = [];
    const state = { started: false, late: false, timer: setTimeout(() => end(), START_DEADLINE_MS) };
    const child = fork(join(import.meta.dirname, 'prompt-loader.process.ts'), files, {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const end = (): void => {
      state.late = true;
      child.kill('SIGKILL');
    };
    child.on('message', (message) => {
      if (state.started) loaded.push(message as Loaded);
      state.started = true;
      clearTimeout(state.timer);
      state.timer = setTimeout(end, DEADLINE_MS);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(state.timer);
      if (!state.started) return reject(new Error('the process that loads prompts does not start'));
      const reason = state.late ? `it is not loaded after ${DEADLINE_MS / 1000} seconds` : 'it ends the process';
      resolve(loaded.length < files.length ? [...loaded, crash(reason)] : loaded);
    });
  });
}

/** Imports prompts in a process of their own. One result for each file, in their order; a file that fails stops no other. */
export async function loadPrompts(files: readonly string[]): Promise<Loaded[]> {
  if (files.length === 0) return [];
  const loaded = await loadUntilOneFails(files);
  return [...loaded, ...(await loadPrompts(files.slice(loaded.length)))];
}
