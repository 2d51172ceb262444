import { routineFaults, unreadableFault } from './code-faults.ts';
import type { Fault } from './fault.ts';
import { grantFaults, wideFaults } from './grant-faults.ts';
import { policyFaults } from './policy-faults.ts';
import type { State } from './state.ts';
import { tableFaults } from './table-faults.ts';
import { viewFaults } from './view-faults.ts';

/** All that is wrong in the database that the migrations end with. What a later migration repaired is not. */
export function findFaults({ relations, routines, wide, unreadable }: State): Fault[] {
  return [
    ...[...relations.values()].flatMap((relation) => [
      ...tableFaults(relation),
      ...viewFaults(relation),
      ...(['materialized view', 'foreign table'].includes(relation.kind) ? [] : grantFaults(relation)),
      ...policyFaults(relation),
    ]),
    ...[...routines.values()].flatMap((routine) => [
      ...routineFaults(routine),
      ...routine.unreadable.map(unreadableFault),
    ]),
    ...[...wide.values()].flatMap(wideFaults),
    ...unreadable.map(unreadableFault),
  ];
}
