import { usageError } from '../lib/command-error.ts';
import type { PlannedFile } from '../lib/plan.ts';
import { namesAndFields } from '../pieces/names-and-fields.ts';
import { requireExports } from '../pieces/require-exports.ts';
import { type PartRequest, resourcePart } from '../pieces/resource-part.ts';

/** Reads the arguments of `generate service`. @throws usage error */
export const parseServiceArguments = (args: readonly string[]): ReturnType<typeof namesAndFields> => {
  if (args.length < 2) return namesAndFields(args);
  throw usageError("A service takes no fields: they are its schema's.", 'npm run generate -- service invoice');
};

/** Plans a service. @throws command failure where its schema or its repository is missing. */
export const servicePlan = async (request: PartRequest): Promise<readonly PlannedFile[]> => {
  const { names, layout } = request;
  const by = `src/services/${names.kebab}.service.ts`;
  await requireExports(layout, {
    by,
    file: `src/schemas/${names.kebab}.schema.ts`,
    names: [`${names.stem}InputSchema`, names.pascal, `${names.pascal}Input`, `${names.pascal}Query`],
    command: `npm run generate -- schema ${names.kebab} <field:type> …`,
  });
  await requireExports(layout, {
    by,
    file: `src/repositories/${names.kebab}.repository.ts`,
    names: [`${names.stem}Repository`],
    command: `npm run generate -- repository ${names.kebab} <the fields of its schema>`,
  });
  return resourcePart(request, (path) => path.endsWith('.service.ts'));
};
