import type { Rule } from 'eslint';
import type { NewExpression } from 'estree';
import { allOf } from '../ast/all-of.ts';
import { onEveryImport } from '../ast/on-every-import.ts';
import { cameFrom } from '../ast/came-from.ts';
import { propertyName, staticString } from '../ast/resolve.ts';
import { locate } from '../locate.ts';
import { isLocal, refusalOf, type Topic } from '../refused-packages.ts';

const topics: ReadonlySet<Topic> = new Set(['data', 'storage', 'auth', 'ai', 'platform']);
// The stand-in of the embedded stack is on this machine.
const openAi = /^https?:\/\/(?:api\.openai\.com|localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/;

/** One provider for each task: Supabase for data, files and sign-in, OpenAI for AI, Redis and BullMQ for caches and queues. */
export const singleProvider: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      refused: "'{{source}}' {{what}}. PATTERNS.md › Single provider: {{why}}. {{instead}}",
      azure:
        "`AzureOpenAI` is another provider. PATTERNS.md › Single provider: one provider for each task means one place to secure, one to pay and one to learn. Use `OpenAI` of 'openai'.",
      url: "The OpenAI client is pointed at '{{url}}', which is another provider. PATTERNS.md › Single provider: one provider for each task means one place to secure, one to pay and one to learn. Leave `baseURL` out; where it differs by environment, take it from `src/config/`.",
    },
  },
  create(context) {
    const { folder } = locate(context.filename);
    // The embedded stack runs PGlite, and its tests look into it.
    const mayBeLocal = folder === 'stack' || folder === 'test';

    function checkOpenAi(node: NewExpression): void {
      const origin = cameFrom(context, node.callee);
      const [options] = node.arguments;
      if (origin?.source !== 'openai') return;
      if (origin.path.at(-1) === 'AzureOpenAI') return context.report({ node, messageId: 'azure' });
      if (options?.type !== 'ObjectExpression') return;
      for (const property of options.properties) {
        if (property.type !== 'Property' || propertyName(context, property) !== 'baseURL') continue;
        const url = staticString(context, property.value);
        if (url !== null && !openAi.test(url)) context.report({ node: property, messageId: 'url', data: { url } });
      }
    }

    return allOf(
      onEveryImport(context, ({ source, node }) => {
        const refusal = refusalOf(source);
        if (refusal === null || !topics.has(refusal.topic)) return;
        if (mayBeLocal && isLocal(source)) return;
        const { what, why, instead } = refusal;
        context.report({ node, messageId: 'refused', data: { source, what, why, instead } });
      }),
      { NewExpression: checkOpenAi },
    );
  },
};
