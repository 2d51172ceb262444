import { faultAt, listOf, nameOf, quoted } from './fault.ts';
import type { Fault } from './fault.ts';
import { callers } from './state.ts';
import type { Grant, Policy, Relation } from './state.ts';
import { isCommand, isTold, rolesByDefault, toCallers } from './which-grants.ts';

// Takes everything and gives what was granted by name once more, so that it can stand behind the grants as well.
function revokeSql(relation: Relation): string {
  const name = nameOf(relation);
  const told = toCallers(relation.grants).filter(
    (grant) => grant.how === 'named' && grant.role !== 'public' && isCommand(grant),
  );
  const one = ({ privilege, columns }: Grant): string =>
    columns === null ? privilege : `${privilege} (${columns.map(quoted).join(', ')})`;
  const grants = [...Map.groupBy(told, ({ role }) => role)].map(
    ([role, group]) => ` grant ${[...new Set(group.map(one))].join(', ')} on ${name} to ${role};`,
  );
  return `revoke all on ${name} from public, anon, authenticated;${grants.join('')}`;
}

function policySql(relation: Relation): string {
  const name = nameOf(relation);
  const granted = toCallers(relation.grants.filter(isTold)).filter(isCommand);
  if (granted.length === 0) {
    return `create policy nobody on ${name} for all to anon, authenticated using (false);`;
  }
  const clause = (command: string): string => (command === 'insert' ? 'with check' : 'using');
  return [...new Set(granted.map(({ privilege }) => privilege))]
    .map(
      (command) =>
        `create policy owner_${command}s on ${name} for ${command} to authenticated ${clause(command)} (owner_id = (select auth.uid()));`,
    )
    .join(' ');
}

// What a table never got.
function missing(relation: Relation): Fault[] {
  const name = nameOf(relation);
  const { rowSecurity, switchedAt, policies, former, grants } = relation;
  const parts = [
    ...(rowSecurity || switchedAt !== null
      ? []
      : [['row-level security', `alter table ${name} enable row level security;`] as const]),
    ...(rolesByDefault(relation).length === 0 ? [] : [['`revoke all`', revokeSql(relation)] as const]),
    // To take everything from the service role as well says who may: nobody.
    ...(grants.some((grant) => isTold(grant)) || !grants.some(({ role }) => role === 'service_role')
      ? []
      : [['explicit grants', `grant select, insert, update, delete on ${name} to service_role;`] as const]),
    ...(policies.length > 0 || former.length > 0 ? [] : [['policy', policySql(relation)] as const]),
  ];
  if (parts.length === 0) return [];
  return [
    faultAt(
      relation.at,
      `The table ${name} has no ${parts.map(([what]) => what).join(', no ')}`,
      'a user reaches it with a token and without our API, so the database itself must say who may do what, and a table has rights that nobody gave it',
      `Add: ${parts.map(([, sql]) => sql).join(' ')}`,
    ),
  ];
}

const covers = (policy: Policy, { role, privilege }: Grant): boolean =>
  policy.permissive &&
  policy.commands.some((command) => command === privilege) &&
  (policy.roles.includes(role) || policy.roles.includes('public'));

// A command that is granted and that no policy lets through. At the statement that came last: the grant, or the drop.
function withoutPolicy(relation: Relation): Fault[] {
  const { policies, former, grants } = relation;
  const name = nameOf(relation);
  const why = 'a command that works has a grant and a policy, and one that does not has neither';
  if (policies.length === 0) {
    const last = former.at(-1);
    return last === undefined
      ? []
      : [faultAt(last.at, `No policy of ${name} is left`, why, `Add in a new migration: ${policySql(relation)}`)];
  }
  const bare = grants
    .filter((grant) => isTold(grant) && ['anon', 'authenticated'].includes(grant.role) && isCommand(grant))
    .filter((grant) => !policies.some((policy) => covers(policy, grant)))
    .map((grant) => {
      const last = former.findLast((policy) => covers(policy, grant));
      return { grant, at: last !== undefined && last.at.order > grant.at.order ? last.at : grant.at };
    });
  return [...Map.groupBy(bare, ({ at, grant }) => `${at.order} ${grant.role}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { role } = first.grant;
    const which = [...new Set(group.map(({ grant }) => grant.privilege))];
    const todo = `Add \`create policy … on ${name} for ${which[0] ?? ''} to ${role} …\` (\`using (false)\` where nobody may), or \`revoke ${which.join(', ')} on ${name} from ${role};\``;
    return [
      faultAt(first.at, `${role} is granted ${listOf(which)} on ${name}, and no policy says for which rows`, why, todo),
    ];
  });
}

/** What is wrong with a table that the migrations made: its row-level security, policies and rights. */
export function tableFaults(relation: Relation): Fault[] {
  const name = nameOf(relation);
  const { kind, rowSecurity, switchedAt, owner } = relation;
  const off =
    !rowSecurity && switchedAt !== null
      ? [
          faultAt(
            switchedAt,
            `Row-level security of ${name} is switched off`,
            'without it each row is for everybody who has a grant, whatever the policies say',
            `Take the statement out, or add a migration with: alter table ${name} enable row level security;`,
          ),
        ]
      : [];
  const owned =
    owner !== null && callers.includes(owner.role)
      ? [
          faultAt(
            owner.at,
            `${name} belongs to ${owner.role}`,
            'its policies do not hold the owner of a table',
            `Leave it to postgres: alter table ${name} owner to postgres;`,
          ),
        ]
      : [];
  return [...(kind === 'table' ? [...missing(relation), ...withoutPolicy(relation)] : []), ...off, ...owned];
}
