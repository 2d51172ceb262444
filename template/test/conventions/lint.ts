import { join } from 'node:path';
import { ESLint } from 'eslint';
import { eslintConfig } from '../../conventions/eslint-config.ts';

const project = join(import.meta.dirname, '../..');
// The folder above: in the kit, generators and examples stand beside the project.
const eslint = new ESLint({ cwd: join(project, '..'), overrideConfigFile: true, overrideConfig: eslintConfig });

export type Finding = { readonly rule: string; readonly message: string; readonly fixed: readonly string[] };

/** Lints code with the real configuration, as if it stood at `path` below the project (`../` is the kit). */
export async function lint(path: string, code: string): Promise<Finding[]> {
  const [result] = await eslint.lintText(code, { filePath: join(project, path) });
  if (result === undefined) throw new Error(`ESLint ignored ${path}.`);
  return result.messages.map(({ ruleId, message, fix, suggestions = [] }) => ({
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
