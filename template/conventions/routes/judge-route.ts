import { contractList, waivedBy } from './contracts.ts';
import type { Endpoint } from './endpoint.ts';
import { inputRules } from './input-rules.ts';
import { listRules } from './list-rules.ts';
import { outputRules } from './output-rules.ts';
import { urlRules } from './url-rules.ts';

const rules = [...urlRules, ...inputRules, ...outputRules, ...listRules];

/** What an endpoint departs from, after what its mark waives: a sentence each. A mark that waives nothing here is one as well. */
export function judgeRoute(endpoint: Endpoint): readonly string[] {
  const problems = rules.flatMap((rule) => rule(endpoint));
  const { contract } = endpoint;
  const waived = contract === null ? [] : waivedBy(contract);
  const left = problems.filter(({ demand }) => demand === 'always' || !waived?.includes(demand));
  const texts = left.map(({ text }) => text);
  if (waived === null) return [`there is no mark \`${contract}\`. Write one of ${contractList}`, ...texts];
  const isNeeded = contract === null || left.length < problems.length;
  return isNeeded ? texts : [`it is marked \`${contract}\` and needs no mark. Take it away`, ...texts];
}
