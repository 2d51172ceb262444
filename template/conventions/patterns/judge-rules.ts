import type { Finding } from '../finding.ts';
import { type Rules, tools } from './enabled-rules.ts';
import type { PatternBlock } from './pattern-block.ts';
import { patternFinding } from './pattern-finding.ts';

/** The rules that PATTERNS.md names and that do not hold, and those that hold and that it does not name. */
export function judgeRules(document: string, blocks: readonly PatternBlock[], { on, off, broken }: Rules): Finding[] {
  if (broken.length > 0) {
    return broken.map(({ file, reason }) =>
      patternFinding(file, 1, `This cannot be loaded, so the rules that are on are not known: ${reason}.`, 'Mend it.'),
    );
  }
  const named = blocks.flatMap(({ rules, lineOf }) =>
    rules.map((rule) => ({ rule, line: lineOf(JSON.stringify(rule)) })),
  );
  const dead = named
    .filter(({ rule }) => !on.has(rule))
    .map(({ rule, line }) =>
      off.has(rule)
        ? patternFinding(
            document,
            line,
            `\`${rule}\` is named here and is off.`,
            'Switch it on in `conventions/eslint-config.ts`, or take it out here.',
          )
        : patternFinding(
            document,
            line,
            `\`${rule}\` is named here and does not exist.`,
            'Write it as `npm run lint` prints it (`conventions/layers`), or take it out.',
          ),
    );
  const undocumented = [...on]
    .filter((rule) => !tools.includes(rule) && !named.some((one) => one.rule === rule))
    .map((rule) =>
      patternFinding(
        document,
        1,
        `\`${rule}\` is on, and no block names it.`,
        'Name it under `rules` in the section that says why.',
      ),
    );
  return [...dead, ...undocumented];
}
