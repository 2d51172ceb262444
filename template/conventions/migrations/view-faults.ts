import { byStatement, faultAt, listOf, nameOf } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Relation } from './state.ts';
import { isTold, rolesByDefault, toCallers } from './which-grants.ts';

/** What is wrong with what policies cannot hold: views, materialized views and foreign tables. */
export function viewFaults(relation: Relation): Fault[] {
  const { kind, at, invoker, invokerAt, grants } = relation;
  const name = nameOf(relation);
  if (kind === 'view') {
    if (invoker) return [];
    const why =
      'a view reads as its owner, past the policies of its tables, unless it is told to read as the one who asks';
    const todo = `Create it \`with (security_invoker = true)\`, or add: alter view ${name} set (security_invoker = true);`;
    return [faultAt(invokerAt, `The view ${name} is not \`security_invoker\``, why, todo)];
  }
  if (kind !== 'materialized view' && kind !== 'foreign table') return [];
  const why = `no policy holds a ${kind}: whoever has a grant reads all of it`;
  const revoke = `revoke all on ${name} from public, anon, authenticated;`;
  const byDefault = rolesByDefault(relation);
  const told = toCallers(grants.filter(isTold));
  return [
    ...(byDefault.length === 0
      ? []
      : [faultAt(at, `The ${kind} ${name} is there for ${listOf(byDefault)}`, why, `Add: ${revoke}`)]),
    ...byStatement(told).flatMap(([first]) =>
      first === undefined
        ? []
        : [
            faultAt(
              first.at,
              `The ${kind} ${name} is granted to ${first.role}`,
              why,
              `Take the grant out (${revoke}) and read it through a function or a view that picks the rows`,
            ),
          ],
    ),
  ];
}
