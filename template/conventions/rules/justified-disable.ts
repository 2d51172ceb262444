import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Rule } from 'eslint';
import type { Comment } from 'estree';
import { readDirective } from '../ast/directive.ts';

/** The rules that judge. What they say may be wrong for a case; a decision record says why. */
const advisories: readonly string[] = ['conventions/simplest-solution'];

const RECORD = /docs\/decisions\/\d{4}-[a-z\d-]+\.md/;
const ENOUGH_WORDS = 3;

// Decision records stand beside the code, in a folder further up.
function recordExists(from: string, record: string): boolean {
  const folder = dirname(from);
  if (existsSync(join(folder, record))) return true;
  return folder !== from && recordExists(folder, record);
}

/** A deviation is one line, names its rule, and gives its reason; of a rule that judges, in a decision record. */
export const justifiedDisable: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      wide: '`{{text}}` switches rules off for more than a line. PATTERNS.md › Deviations: what comes later would deviate as well, unseen. Write `// eslint-disable-next-line <rule> -- <reason>` above each line that needs it.',
      unnamed:
        '`{{text}}` names no rule. PATTERNS.md › Deviations: it silences what nobody thought of. Write `// eslint-disable-next-line <rule> -- <reason>`.',
      unreasoned:
        '`{{text}}` gives no reason. PATTERNS.md › Deviations: whoever comes later must be able to tell whether it still holds. Write `-- <reason>` after the rule, in {{words}} words or more.',
      unrecorded:
        '`{{rule}}` is silenced without a decision record. PATTERNS.md › Deviations: the judgement is written down where it can be discussed. Write `docs/decisions/<number>-<name>.md` with what speaks for and against, and name it in the reason.',
    },
  },
  create(context) {
    function check(comment: Comment): void {
      const directive = readDirective(comment.value);
      if (directive === null || !comment.loc) return;
      const { kind, rules, reason } = directive;
      const ofOneLine = kind.endsWith('-line');
      // A line comment `// eslint …` is prose; only directives with a kind work there.
      if (comment.type === 'Line' && !ofOneLine) return;
      const report = (messageId: string, data: Record<string, string> = {}): void => {
        const text = comment.value.trim().split('\n')[0] ?? '';
        if (comment.loc) context.report({ loc: comment.loc, messageId, data: { text, ...data } });
      };
      if (!ofOneLine) return report('wide');
      if (rules.length === 0) return report('unnamed');
      if (reason.split(/\s+/).length < ENOUGH_WORDS) return report('unreasoned', { words: String(ENOUGH_WORDS) });
      const [record] = RECORD.exec(reason) ?? [];
      for (const rule of rules.filter((name) => advisories.includes(name))) {
        if (record === undefined || !recordExists(context.filename, record)) report('unrecorded', { rule });
      }
    }
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) check(comment as Comment);
      },
    };
  },
};
