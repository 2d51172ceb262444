import type { Node } from 'estree';
import { unwrap } from '../../ast/resolve.ts';
import type { Detector } from '../detector.ts';
import { conventionalName, type ModuleExport, moduleExports } from '../module-exports.ts';

const forms = ['object literal', 'class', 'factory', 'plain functions', 'something else'] as const;
type Form = (typeof forms)[number];

// `Object.freeze({ … })` is the object.
const inside = (value: Node): Node => {
  const node = unwrap(value);
  const [first] = node.type === 'CallExpression' ? node.arguments : [];
  return first?.type === 'ObjectExpression' ? first : node;
};

function returnsObject(value: Node): boolean {
  if (
    value.type !== 'ArrowFunctionExpression' &&
    value.type !== 'FunctionDeclaration' &&
    value.type !== 'FunctionExpression'
  )
    return false;
  const { body } = value;
  const returned =
    body.type === 'BlockStatement'
      ? body.body.flatMap((one) => (one.type === 'ReturnStatement' ? (one.argument ?? []) : []))
      : [body];
  return returned.some((one) => {
    const object = unwrap(one);
    return (
      object.type === 'ObjectExpression' &&
      object.properties.some((property) => property.type === 'Property' && /Function/.test(property.value.type))
    );
  });
}

function formOf({ name, value }: ModuleExport): Form {
  if (value === null) return 'something else';
  const node = inside(value);
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression' || node.type === 'NewExpression')
    return 'class';
  if (node.type === 'ObjectExpression') return 'object literal';
  if (!/Function/.test(node.type)) return 'something else';
  return /^(?:create|make|build)[A-Z]/.test(name) || returnsObject(node) ? 'factory' : 'plain functions';
}

/** Which form a file of a role has, told by the export that carries its name; a class anywhere among the exports wins. */
const moduleForm = (role: string, folder: string): Detector => ({
  name: `${role}-form`,
  forms,
  looksAt: ({ folder: where, path }) => where === 'src' && path.startsWith(`${folder}/`) && path.includes(`.${role}.`),
  detect({ program, path }) {
    const exported = moduleExports(program).map((one) => ({ ...one, form: formOf(one) }));
    const main =
      exported.find(({ form }) => form === 'class') ??
      exported.find(({ name }) => name === conventionalName(path)) ??
      exported[0];
    return main === undefined ? [] : [{ form: main.form, line: main.line }];
  },
});

/** Object literal, class, plain functions or factory: how services are written. */
export const serviceForm = moduleForm('service', 'services');

/** Object literal, class, plain functions or factory: how repositories are written. */
export const repositoryForm = moduleForm('repository', 'repositories');
