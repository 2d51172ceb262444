import { planUpdate, type Change } from '../update/plan-update.ts';
import { entriesBeyond, sameNamed, withEntries } from './database-types.ts';
import { envKeys, findEnvBlock, withEnvBlock } from './env-block.ts';
import {
  changeText,
  ENV,
  ownFiles,
  textHere,
  textIn,
  TYPES,
  type ExamplePlan,
  type PlanExample,
} from './plan-shared.ts';

const problemOf = ({ path, kind, note }: Change): string[] => {
  if (kind === 'added') return [];
  if (path === 'package.json') return kind === 'conflict' ? [`package.json: ${note ?? 'conflict'}`] : [];
  return [`${path}: there is one with other content`];
};

const planEnv = async ({ theirs, examples, read }: PlanExample): Promise<ExamplePlan> => {
  const found = await read(ENV);
  const blocks = examples.map((it) => findEnvBlock(textIn(theirs, ENV), it)).filter((it) => it !== null);
  const present = envKeys(textHere(found));
  const twice = blocks.flatMap(envKeys).filter((key) => present.includes(key));
  const change = changeText(ENV, found, (text) => blocks.reduce(withEnvBlock, text));
  return {
    changes: change === null ? [] : [change],
    problems: twice.map((key) => `${ENV}: ${key} is in it`),
    notes: [],
  };
};

const planTypes = async ({ base, theirs, read }: PlanExample): Promise<ExamplePlan> => {
  const added = entriesBeyond(textIn(theirs, TYPES), textIn(base, TYPES));
  if (added.length === 0) return { changes: [], problems: [], notes: [] };
  const found = await read(TYPES);
  const here = textHere(found);
  const twice = added.filter((entry) => sameNamed(here, entry) !== null);
  const problems = twice.map(({ section, name }) => `${TYPES}: ${name} is among the ${section}`);
  if (twice.length > 0) return { changes: [], problems, notes: [] };
  const change = changeText(TYPES, found, (text) => withEntries(text, added));
  return { changes: change === null ? [] : [change], problems, notes: [] };
};

/**
 * Plans to lay examples over a project that may be edited. Nothing of the project is ever merged with: what is there
 * already under the same name is a problem.
 * @throws as `planUpdate` does; `odd_types`.
 */
export const planAdd = async (options: PlanExample): Promise<ExamplePlan> => {
  const [base, theirs] = [ownFiles(options.base), ownFiles(options.theirs)];
  const labels = { base: 'kit', theirs: 'example' };
  const own = await planUpdate({ ...options, base, theirs, repeatMigrations: true, labels });
  const parts = [await planEnv(options), await planTypes(options)];
  const notes = own.flatMap(({ path, note }) => (path.startsWith('supabase/migrations/') && note !== null ? [`${path} is ${note}.`] : [])); // prettier-ignore
  return {
    changes: [...own, ...parts.flatMap((part) => part.changes)],
    problems: [...own.flatMap(problemOf), ...parts.flatMap((part) => part.problems)],
    notes,
  };
};
