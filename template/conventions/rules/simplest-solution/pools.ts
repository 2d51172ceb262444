import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { propertyName } from '../../ast/resolve.ts';
import { declared, enclosingFunction, type Report, usesOf } from './module-level.ts';

const poolName = /(?:pool|idle|free|available|spare|conn|connections?|clients|sockets|workers)(?:s|list)?$/i;
const takes = /^(?:acquire|borrow|lease|checkOut|checkout)/;
const givesBack = /^(?:release|giveBack|checkIn|checkin|putBack)/;
const out = new Set(['pop', 'shift', 'splice', 'delete']);
const back = new Set(['push', 'unshift', 'add']);

/** Connections that are taken out of a list, and put back. */
export function onPools(context: Rule.RuleContext, report: Report): Rule.RuleListener {
  const lists: { id: Node; name: string }[] = [];
  const names: string[] = [];
  const see = (name: string | null | undefined): void => void (name && names.push(name));

  return {
    FunctionDeclaration: ({ id }) => see(id.name),
    Property(node) {
      if (/Function/.test(node.value.type) || node.shorthand) see(propertyName(context, node));
    },
    VariableDeclarator(node) {
      const list = declared(context, node);
      if (list?.init && /Function/.test(list.init.type)) see(list.id.name);
      if (!list?.init || !/^(?:ArrayExpression|NewExpression)$/.test(list.init.type)) return;
      const calls = usesOf(list).flatMap(({ node: use, parent }) =>
        parent.type === 'MemberExpression'
          ? [{ method: propertyName(context, parent) ?? '', owner: enclosingFunction(use) }]
          : [],
      );
      const outOf = calls.filter(({ method }) => out.has(method)).map(({ owner }) => owner);
      const backIn = calls.filter(({ method }) => back.has(method)).map(({ owner }) => owner);
      const apart = outOf.some((owner) => backIn.some((other) => other !== owner));
      if (apart) lists.push({ id: list.id, name: list.id.name });
    },
    'Program:exit'() {
      const isLeased = names.some((name) => takes.test(name)) && names.some((name) => givesBack.test(name));
      for (const { id, name } of lists) {
        if (poolName.test(name) || isLeased) report(id, 'pool', `\`${name}\` is taken from and put back to`);
      }
    },
  };
}
