import { writeFile } from 'node:fs/promises';
import type { Program } from 'estree';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { Project } from '../project.ts';
import type { JudgedPrompt } from './prompts/judge-prompt.ts';
import { locateInPrompt } from './prompts/locate-in-prompt.ts';
import { type PromptVersions, readPromptVersions, versionsFile } from './prompts/prompt-versions.ts';
import { type PromptFile, readPrompts } from './prompts/read-prompts.ts';

const FORM = 'export const summarisePrompt = { name, version, input, messages } satisfies Prompt';

type Place = { readonly line: number; readonly column: number };

const finding = (file: string, { line, column }: Place, message: string): Finding => ({
  rule: 'conventions/prompts',
  file,
  line,
  column,
  message,
  severity: 'error',
});

const keyOf = ({ name, version }: JudgedPrompt): string => `${name}@${version}`;

function judgeVersion(prompt: JudgedPrompt, versions: PromptVersions): string | null {
  const key = keyOf(prompt);
  const recorded = versions[key];
  if (recorded === prompt.hash) return null;
  if (recorded === undefined) {
    return `${key} is not recorded. PATTERNS.md › Prompts: a version stands for one wording, for ever. Run \`npm run lint -- --fix\`, which adds it to src/prompts/versions.json, and commit that.`;
  }
  const taken = Object.keys(versions).filter((one) => one.startsWith(`${prompt.name}@`));
  const next = Math.max(...taken.map((one) => Number(one.split('@')[1]))) + 1;
  return `${key} is not what was recorded under this version. PATTERNS.md › Prompts: answers are told apart by the version of their prompt. Raise the version to ${next}, and run \`npm run lint -- --fix\`. (A version that was never committed may be taken out of src/prompts/versions.json instead.)`;
}

function judgeLoaded(
  { file, program, loaded }: Extract<PromptFile, { kind: 'loaded' }>,
  versions: PromptVersions,
): Finding[] {
  const at = (path: readonly (string | number)[]): Place => locateInPrompt(program as Program, path);
  if ('crash' in loaded) {
    const { line, reason } = loaded.crash;
    const message = `This prompt cannot be loaded: ${reason}. PATTERNS.md › Prompts: a prompt is data, \`${FORM}\`. Mend the file.`;
    return [finding(file, { line, column: 1 }, message)];
  }
  const { judged } = loaded;
  if (!('hash' in judged)) {
    return judged.map(({ path, message }) => {
      const what = path.length === 0 ? 'What it exports' : `\`${path.join('.')}\``;
      return finding(file, at(path), `${what} ${message}. PATTERNS.md › Prompts: \`${FORM}\`.`);
    });
  }
  const message = judgeVersion(judged, versions);
  return message === null ? [] : [finding(file, at(['version']), message)];
}

function judgeFile(prompt: PromptFile, versions: PromptVersions): Finding[] {
  const { file, kind } = prompt;
  if (kind === 'loaded') return judgeLoaded(prompt, versions);
  if (kind === 'syntax') {
    const { problem } = prompt.problem;
    return [finding(file, prompt.problem, `This cannot be parsed: ${problem} PATTERNS.md › Prompts. Mend the syntax.`)];
  }
  const message =
    'This is no prompt. PATTERNS.md › Prompts: `src/prompts/` holds `<name>.prompt.ts` in kebab-case, one prompt each, and nothing else. Move it where it belongs, or rename it.';
  return [finding(file, { line: 1, column: 1 }, message)];
}

/** The registry of prompts: each is well formed, and says under its version what it has always said. */
export const promptsCheck: Check = {
  name: 'prompts',
  async run(project) {
    const [prompts, versions] = await Promise.all([readPrompts(project), readPromptVersions(project)]);
    if (typeof versions !== 'string') {
      return prompts.flatMap((prompt) => judgeFile(prompt, versions.all).sort((a, b) => a.line - b.line));
    }
    const message = `The versions of the prompts cannot be read (${versions}). PATTERNS.md › Prompts: the record tells which wording a version stands for. Restore the file from git; after a merge keep the lines of both sides.`;
    return [finding(versionsFile(project), { line: 1, column: 1 }, message)];
  },
};

/**
 * Adds the prompts that are not recorded to `src/prompts/versions.json`, and never changes what is. Leaves out prompts
 * that have a finding, and a record that cannot be read.
 * @returns what was added: `summarise@3`
 */
export async function recordPromptVersions(project: Project): Promise<string[]> {
  const [prompts, versions] = await Promise.all([readPrompts(project), readPromptVersions(project)]);
  if (typeof versions === 'string') return [];
  const judged = prompts.flatMap((prompt) =>
    prompt.kind === 'loaded' && 'judged' in prompt.loaded && 'hash' in prompt.loaded.judged
      ? [prompt.loaded.judged]
      : [],
  );
  const added = judged.filter((prompt) => versions.all[keyOf(prompt)] === undefined);
  if (added.length === 0) return [];
  const all = [...Object.entries(versions.own), ...added.map((prompt) => [keyOf(prompt), prompt.hash] as const)];
  const sorted = all.toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  await writeFile(versionsFile(project), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  return added.map(keyOf);
}
