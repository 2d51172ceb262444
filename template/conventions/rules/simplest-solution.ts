import type { Rule } from 'eslint';
import { allOf } from '../ast/all-of.ts';
import { locate } from '../locate.ts';
import { onCaches } from './simplest-solution/caches.ts';
import { onFactories } from './simplest-solution/factories.ts';
import { onLoneInterfaces } from './simplest-solution/lone-interfaces.ts';
import type { Report } from './simplest-solution/module-level.ts';
import { onNames } from './simplest-solution/names.ts';
import { onPools } from './simplest-solution/pools.ts';
import { onStrategies } from './simplest-solution/strategies.ts';

const WHY = 'PATTERNS.md › Simplest solution:';
const OR_ELSE =
  'Where it is right all the same: `// eslint-disable-next-line conventions/simplest-solution -- <reason>; docs/decisions/<number>-<name>.md`.';

/** A judgement with its evidence: what is built for a need that nothing here shows. */
export const simplestSolution: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      factory: `{{evidence}}. ${WHY} a factory for one product is a detour. Export the object itself, and import what it uses. ${OR_ELSE}`,
      name: `{{evidence}}. ${WHY} a pattern prepares for variants that may never come. Say what it does in plain functions, and name it so. ${OR_ELSE}`,
      interface: `{{evidence}}. ${WHY} a contract of one party is written twice. Drop it, and let the type be inferred: \`typeof invoiceService\`. ${OR_ELSE}`,
      strategy: `{{evidence}}. ${WHY} below five simple cases a \`switch\`, or a conditional, is read in one go, and checked for completeness. Write that. ${OR_ELSE}`,
      cache: `{{evidence}}. ${WHY} each instance would know something else, and nobody can empty them. Ask again, or keep it in Redis with a time to live. ${OR_ELSE}`,
      pool: `{{evidence}}: a pool of its own. ${WHY} supabase-js, ioredis, BullMQ and undici have pools that handle broken connections, limits and waiting. Use theirs. ${OR_ELSE}`,
      library: `{{evidence}}, to cache or pool in this process. ${WHY} the platform does that: Redis for what several instances share, the clients' own pools for connections. ${OR_ELSE}`,
    },
  },
  create(context) {
    if (locate(context.filename).folder !== 'src') return {};
    const report: Report = (node, messageId, evidence) => context.report({ node, messageId, data: { evidence } });
    const detectors = [onFactories, onNames, onLoneInterfaces, onStrategies, onCaches, onPools];
    return allOf(...detectors.map((detect) => detect(context, report)));
  },
};
