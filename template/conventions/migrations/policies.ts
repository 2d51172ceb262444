import type { AlterPolicyStmt, CreatePolicyStmt } from 'libpg-query';
import { conditionOf } from './condition.ts';
import { roleNames } from './nodes.ts';
import { changeRelation } from './relations.ts';
import { commands } from './state.ts';
import type { Place, Policy, Relation, State } from './state.ts';

const withoutPolicy = (policies: readonly Policy[], name: string): Policy[] =>
  policies.filter((policy) => policy.name !== name);

const formerWith = ({ policies, former }: Relation, name: string, at: Place): Policy[] => [
  ...former,
  ...policies.filter((policy) => policy.name === name).map((policy) => ({ ...policy, at })),
];

/** CREATE POLICY. `for all` counts for each of the four commands. */
export function createPolicy(state: State, statement: CreatePolicyStmt, at: Place): State {
  const { policy_name: name = '', cmd_name: command = 'all', permissive = false, roles, qual } = statement;
  const policy: Policy = {
    ...{ name, commands: commands.filter((one) => command === 'all' || command === one), permissive, at },
    ...{ roles: roleNames(roles), using: conditionOf(qual), check: conditionOf(statement.with_check) },
  };
  return changeRelation(state, statement.table, at, (relation) => ({
    ...relation,
    policies: [...withoutPolicy(relation.policies, name), policy],
  }));
}

/** ALTER POLICY: what is not named stays. */
export function alterPolicy(state: State, statement: AlterPolicyStmt, at: Place): State {
  const { policy_name: name = '', roles, qual, with_check: check } = statement;
  const change = {
    ...(roles !== undefined && { roles: roleNames(roles) }),
    ...(qual !== undefined && { using: conditionOf(qual) }),
    ...(check !== undefined && { check: conditionOf(check) }),
  };
  return changeRelation(state, statement.table, at, (relation) => ({
    ...relation,
    policies: relation.policies.map((policy) => (policy.name === name ? { ...policy, ...change, at } : policy)),
    former: roles === undefined ? relation.former : formerWith(relation, name, at),
  }));
}

/** A table after DROP POLICY. */
export const dropPolicy = (relation: Relation, name: string, at: Place): Relation => ({
  ...relation,
  policies: withoutPolicy(relation.policies, name),
  former: formerWith(relation, name, at),
});

/** A table after ALTER POLICY … RENAME. */
export const renamePolicy = (relation: Relation, from: string, to: string): Relation => ({
  ...relation,
  policies: relation.policies.map((policy) => (policy.name === from ? { ...policy, name: to } : policy)),
});
