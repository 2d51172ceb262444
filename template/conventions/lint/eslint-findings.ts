import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { eslintConfig } from '../eslint-config.ts';
import type { Finding } from '../finding.ts';

const JUSTIFIED = 'conventions/justified-disable';
// A file may not switch off the rule that asks for reasons; this is what that would look like.
const switchesOff = /\/\*\s*eslint\s[^*]*justified-disable/;

type Options = {
  /** The folder with `eslint.config.js`: absolute. */
  readonly cwd: string;
  /** Files, folders or globs, relative to `cwd`. */
  readonly files: readonly string[];
  readonly fix: boolean;
  /** Takes what is known of unchanged files from `node_modules/.cache/eslint`. */
  readonly cache: boolean;
};

const finding = (file: string, line: number, rule: string, message: string): Finding => ({
  ...{ rule, file, line, column: 1, message },
  severity: 'error',
});

const asFinding = (file: string, { line, column, message, ruleId, fatal }: Linter.LintMessage): Finding => {
  if (fatal !== true) return { ...finding(file, line || 1, ruleId ?? 'eslint', message), column: column || 1 };
  const reason = message.replace(/^Parsing error: /, '');
  const text = `This file cannot be read: ${reason} PATTERNS.md › Strict types: what cannot be parsed is not checked. Mend the syntax.`;
  return { ...finding(file, line || 1, 'syntax', text), column: column || 1 };
};

/** The rule that asks for reasons holds even where it was silenced. */
async function silenced({ filePath, suppressedMessages }: ESLint.LintResult): Promise<Finding[]> {
  const hidden = suppressedMessages.filter(({ ruleId }) => ruleId === JUSTIFIED);
  const lines = (await readFile(filePath, 'utf8')).split('\n');
  const off = lines.flatMap((text, index) => (switchesOff.test(text) ? [index + 1] : []));
  const message =
    'The rule that asks for reasons is switched off here. PATTERNS.md › Deviations: what nobody can see was never decided. Take the comment out.';
  return [
    ...hidden.map((one) => asFinding(filePath, one)),
    ...off.map((line) => finding(filePath, line, JUSTIFIED, message)),
  ];
}

/** Rules that `eslint.config.js` has switched off or made milder. */
async function switchedOff(eslint: ESLint, cwd: string): Promise<Finding[]> {
  const config = (await eslint.calculateConfigForFile('src/app.ts')) as Linter.Config | undefined;
  const demanded = eslintConfig.flatMap(({ rules = {} }) => Object.keys(rules));
  const weaker = demanded.filter((name) => {
    const entry = config?.rules?.[name];
    return ![2, 'error'].includes((Array.isArray(entry) ? entry[0] : entry) as number | string);
  });
  return weaker.map((name) =>
    finding(
      join(cwd, 'eslint.config.js'),
      1,
      name,
      `\`${name}\` is not on as an error. PATTERNS.md › Deviations: a deviation is one line with a reason, not a rule less. Take the setting out; to adopt the rules step by step, run \`npm run lint -- --baseline\`.`,
    ),
  );
}

/** ESLint ends at the first crash of a rule: what it says about it, as a finding. */
function crash(error: unknown, cwd: string): Finding[] {
  const text = error instanceof Error ? error.message : String(error);
  const [, file = join(cwd, 'eslint.config.js'), line = '1'] = /Occurred while linting (.+):(\d+)/.exec(text) ?? [];
  const [, rule = 'eslint'] = /Rule: "(.+)"/.exec(text) ?? [];
  const message = `ESLint crashed here (${text.split('\n')[0]}), so nothing was linted. PATTERNS.md › Deviations. Mend the rule or the configuration.`;
  return [finding(file, Number(line), rule, message)];
}

/** What ESLint finds. No rule may be silenced without a reason, not even the rule that says so. */
export async function eslintFindings({ cwd, files, fix, cache }: Options): Promise<Finding[]> {
  try {
    const eslint = new ESLint({
      cwd,
      fix,
      errorOnUnmatchedPattern: false,
      // A named file that ESLint leaves out, such as a README, is no violation.
      warnIgnored: false,
      cache,
      cacheLocation: join(cwd, 'node_modules/.cache/eslint'),
      // A checkout gives every file a new time, so the content decides.
      cacheStrategy: 'content',
    });
    const results = await eslint.lintFiles([...files]);
    if (fix) await ESLint.outputFixes(results);
    const findings = results.map(async (result) => [
      ...result.messages.map((message) => asFinding(result.filePath, message)),
      ...(await silenced(result)),
    ]);
    return [...(await Promise.all(findings)).flat(), ...(await switchedOff(eslint, cwd))];
  } catch (error) {
    return crash(error, cwd);
  }
}
