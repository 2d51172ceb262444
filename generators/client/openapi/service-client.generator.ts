import { posix } from 'node:path';
import { commandFailure } from '../../lib/command-error.ts';
import { formatTypeScript } from '../../lib/format-typescript.ts';
import type { PlannedFile } from '../../lib/plan.ts';
import type { Layout } from '../../lib/project-layout.ts';
import type { PieceName } from '../../pieces/piece-name.ts';
import { renderFiles } from '../../pieces/render-files.ts';
import { clientConfig } from '../client-config.ts';
import { operationsOf } from './operations.ts';
import { readDocument } from './read-document.ts';
import { clientSource, schemaSource } from './service-source.ts';

type ServiceClientRequest = { readonly name: PieceName; readonly source: string; readonly layout: Layout };

const template = (name: string): URL => new URL(`../templates/${name}.hbs`, import.meta.url);

/**
 * Plans a typed client of another service from its OpenAPI document: a function and schemas for each operation, its part of
 * the configuration, and a test that calls the first of them.
 * @throws command failure where there is no such document, or nothing in it that a client could call
 */
export const serviceClientPlan = async ({
  name,
  source,
  layout,
}: ServiceClientRequest): Promise<readonly PlannedFile[]> => {
  const document = await readDocument(source);
  const { operations } = operationsOf(document);
  const [first] = operations;
  if (first === undefined)
    throw commandFailure(`The document in ${source} has no operation that a client could call.`, 'Look at its paths.');
  const file = async (path: string, text: string): Promise<PlannedFile> => {
    const whole = posix.join(layout.app, path);
    return { path: whole, content: await formatTypeScript(layout, whole, text), kind: 'create' };
  };
  const example = operations.find(({ method, params }) => method === 'GET' && params.length === 0) ?? first;
  const input = [
    ...example.params.map((param) => `${param}: 'a'`),
    ...(example.operation.parameters.some((parameter) => parameter.in === 'query') ? ['query: {}'] : []),
    ...(example.operation.requestBody === null ? [] : ['body: {} as never']),
  ];
  const call = `${example.name}(${input.length === 0 ? '' : `{ ${input.join(', ')} }`})`;
  return [
    await file(`src/clients/${name.kebab}.ts`, clientSource(name, document, operations)),
    await file(`src/schemas/${name.kebab}.schema.ts`, schemaSource(name, document, operations)),
    ...(await renderFiles(layout, { name, call, path: example.path.replace(/\{\w+\}/g, 'a') }, [
      [`src/config/${name.kebab}.config.ts`, template('config')],
      [`test/clients/${name.kebab}.test.ts`, template('service-test')],
    ])),
    ...(await clientConfig(name, layout)),
  ];
};
