import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { type Place, readTsconfig, type Tsconfig } from './strict-types/read-tsconfig.ts';

const RULE = 'conventions/strict-types';
const WHY = 'PATTERNS.md › Strict types: what the types say is what is true at run time';

/** Without these the types promise more than they hold. */
const required = [
  ...['strict', 'noUncheckedIndexedAccess', 'exactOptionalPropertyTypes', 'noImplicitOverride', 'verbatimModuleSyntax'],
  ...['noFallthroughCasesInSwitch', 'noPropertyAccessFromIndexSignature', 'erasableSyntaxOnly'],
];
/** Parts of `strict`, which may not be taken out of it. */
const partsOfStrict = [
  ...['alwaysStrict', 'noImplicitAny', 'noImplicitThis', 'strictBindCallApply', 'strictBuiltinIteratorReturn'],
  ...['strictFunctionTypes', 'strictNullChecks', 'strictPropertyInitialization', 'useUnknownInCatchVariables'],
];
/** These switch something off by being on. */
const loosening = [
  'noCheck',
  'suppressExcessPropertyErrors',
  'suppressImplicitAnyIndexErrors',
  'noStrictGenericChecks',
];

const finding = ({ file, line, column }: Place, message: string): Finding => ({
  rule: RULE,
  file,
  line,
  column,
  message,
  severity: 'error',
});

function switchedOff({ effective }: Tsconfig): Finding[] {
  const off = [...required, ...partsOfStrict].flatMap((name) => {
    const option = effective.get(name.toLowerCase());
    if (option === undefined || option.value === true) return [];
    return [finding(option, `\`${name}\` is switched off. ${WHY}. Take this line out, and mend what tsc then finds.`)];
  });
  const on = loosening.flatMap((name) => {
    const option = effective.get(name.toLowerCase());
    if (option === undefined || option.value === false) return [];
    return [
      finding(
        option,
        `\`${name}\` keeps errors of types quiet. ${WHY}. Take this line out, and mend what tsc then finds.`,
      ),
    ];
  });
  return [...off, ...on];
}

const missing = ({ effective }: Tsconfig): string[] => required.filter((name) => !effective.has(name.toLowerCase()));

const sourceLeftOut = ({ excluded }: Tsconfig): Finding[] =>
  excluded.flatMap((one) =>
    /^(?:\.\/)?(?:\*\*\/)?src(?:\/|$)|^(?:\.\/)?\*\*?(?:\/\*)?(?:\.ts)?$/.test(String(one.value))
      ? [
          finding(
            one,
            `\`${String(one.value)}\` leaves sources unchecked. ${WHY}. Take it out of \`exclude\`, and mend what tsc then finds.`,
          ),
        ]
      : [],
  );

const problemsOf = ({ problems }: Tsconfig): Finding[] =>
  problems.map((one) =>
    finding(
      one,
      `A tsconfig cannot be read: ${one.problem.replace(/\.$/, '')}. ${WHY}, which is checked here. Mend the file, or the path that leads to it.`,
    ),
  );

/** The tsconfig files of a folder. */
async function tsconfigsOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^tsconfig(?:\.[\w.-]+)?\.json$/.test(name)).map((name) => join(folder, name));
}

/** TypeScript is as strict as it goes, and no tsconfig of the project takes that back. */
export const strictTypesCheck: Check = {
  name: 'strict-types',
  async run({ root, top }) {
    const main = join(root, 'tsconfig.json');
    const folders = [...new Set([root, top])];
    const files = (await Promise.all(folders.map(tsconfigsOf))).flat().toSorted();
    if (!files.includes(main) && existsSync(join(root, 'src'))) {
      const message = `There is no tsconfig.json, so nothing checks the types. ${WHY}. Add one, with \`"strict": true\`.`;
      return [finding({ file: main, line: 1, column: 1 }, message)];
    }
    const configs = await Promise.all(files.map((file) => readTsconfig(file)));
    const base = configs.find(({ file }) => file === main);
    const findings = configs.flatMap((config) => {
      if (config.problems.some(({ file }) => file === config.file) && config.effective.size === 0)
        return problemsOf(config);
      // What the project's own lacks is told there, once.
      const known = config === base || base === undefined ? [] : missing(base);
      const lacking = missing(config).filter((name) => !known.includes(name));
      const list = lacking.map((name) => `\`"${name}": true\``).join(', ');
      return [
        ...problemsOf(config),
        ...switchedOff(config),
        ...sourceLeftOut(config),
        ...(lacking.length === 0 || config.problems.length > 0
          ? []
          : [
              finding(
                config.options,
                `This tsconfig is not as strict as it goes. ${WHY}. Add to \`compilerOptions\`: ${list}.`,
              ),
            ]),
      ];
    });
    // What one tsconfig has from another is told once.
    const byPlace = new Map(findings.map((one) => [`${one.file}:${one.line}:${one.message}`, one]));
    return [...byPlace.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  },
};
