import type { Expression, Node, ObjectExpression, Program } from 'estree';
import { parseSource } from '../../ast/parse-source.ts';
import { unwrap } from '../../ast/resolve.ts';

type Place = { readonly line: number; readonly column: number };
export type Problem = Place & { readonly message: string };
type Model = Place & { readonly model: string; readonly lastDay: string | null };

/** The models of a task, in their order. */
export type Chain = { readonly task: string; readonly node: Place; readonly models: readonly Model[] };

const EXAMPLE = "{ model: 'name', last_day: '2027-01-13' }";
const WHY = 'PATTERNS.md › Models: the table is read as it is written, so that the days can be checked.';

const placeOf = (node: Node): Place => ({ line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 });
const problemAt = (node: Node, text: string): Problem => ({ ...placeOf(node), message: text });

function nameOf({ key, computed }: { key: Node; computed: boolean }): string | null {
  if (key.type === 'Identifier' && !computed) return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null;
}

const literalIn = (entry: ObjectExpression, name: string): Node | null => {
  const property = entry.properties.find((one) => one.type === 'Property' && nameOf(one) === name);
  return property?.type === 'Property' ? unwrap(property.value) : null;
};

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

function readModel(element: Node): Model | Problem {
  const entry = unwrap(element);
  const form = problemAt(element, `This is not written as ${EXAMPLE}. ${WHY} Write literals.`);
  if (entry.type !== 'ObjectExpression') return form;
  const [model, lastDay] = [literalIn(entry, 'model'), literalIn(entry, 'last_day')];
  if (model?.type !== 'Literal' || typeof model.value !== 'string' || model.value === '') return form;
  if (lastDay?.type !== 'Literal' || (lastDay.value !== null && typeof lastDay.value !== 'string')) return form;
  if (lastDay.value !== null && !isDay(lastDay.value)) {
    const text = `'${lastDay.value}' is no day. PATTERNS.md › Models: last_day is the last day on which the model surely answers. Write it as '2027-01-13', or null while none is announced.`;
    return problemAt(lastDay, text);
  }
  return { ...placeOf(element), model: model.value, lastDay: lastDay.value };
}

function readChain(task: string, key: Node, value: Node): { chain: Chain | null; problems: Problem[] } {
  const list = unwrap(value);
  if (list.type !== 'ArrayExpression') {
    const text = `\`${task}\` is not written as a list of ${EXAMPLE}. ${WHY} Write literals.`;
    return { chain: null, problems: [problemAt(key, text)] };
  }
  if (list.elements.length === 0) {
    const text = `\`${task}\` has no model. PATTERNS.md › Models: every call of this task would fail. Name one, or take the task out.`;
    return { chain: null, problems: [problemAt(key, text)] };
  }
  const read = list.elements.filter((one) => one !== null).map(readModel);
  const models = read.filter((one) => 'model' in one);
  const repeated = models
    .filter(({ model }, index) => models.findIndex((other) => other.model === model) < index)
    .map(({ line, column, model }) => {
      const message = `${model} is in \`${task}\` twice. PATTERNS.md › Models: two last days of one model contradict each other. Keep the one that the provider announces.`;
      return { line, column, message };
    });
  const problems = [...read.filter((one) => 'message' in one), ...repeated];
  // Of a list with a hole nothing can be said as a whole.
  return { chain: models.length === read.length ? { task, node: placeOf(key), models } : null, problems };
}

function findTable(program: Program): Expression | null {
  const declarations = program.body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'VariableDeclaration'
      ? statement.declaration.declarations
      : [],
  );
  const found = declarations.find(({ id }) => id.type === 'Identifier' && id.name === 'models');
  return found?.init ?? null;
}

/** Reads the text of `models.config.ts` without running it. */
export function readModels(text: string): { chains: Chain[]; problems: Problem[] } {
  const program = parseSource(text);
  if ('problem' in program) {
    const { line, column, problem } = program;
    const message = `This cannot be parsed (${problem}). PATTERNS.md › Models. Mend the syntax.`;
    return { chains: [], problems: [{ line, column, message }] };
  }
  const init = findTable(program);
  const table = init === null ? null : unwrap(init);
  if (table?.type !== 'ObjectExpression' || table.properties.length === 0) {
    const place = init === null ? { line: 1, column: 1 } : placeOf(init);
    const message = `There is no table of models here. ${WHY} Write \`export const models = { simple: [${EXAMPLE}] }\`.`;
    return { chains: [], problems: [{ ...place, message }] };
  }
  const read = table.properties.map((property) => {
    const task = property.type === 'Property' ? nameOf(property) : null;
    if (property.type === 'Property' && task !== null) return readChain(task, property.key, property.value);
    return { chain: null, problems: [problemAt(property, `This task is not written out. ${WHY} Write literals.`)] };
  });
  return {
    chains: read.flatMap(({ chain }) => (chain === null ? [] : [chain])),
    problems: read.flatMap(({ problems }) => problems),
  };
}
