import type { PlannedFile } from '../lib/plan.ts';
import { requireExports } from '../pieces/require-exports.ts';
import { type PartRequest, resourcePart } from '../pieces/resource-part.ts';

/** Plans the routes of a resource, and where fields are given, their sample and test. @throws command failure where its schema or its service is missing. */
export const routePlan = async (request: PartRequest): Promise<readonly PlannedFile[]> => {
  const { names, fields, layout } = request;
  const by = `src/routes/v1/${names.kebabPlural}.route.ts`;
  await requireExports(layout, {
    by,
    file: `src/schemas/${names.kebab}.schema.ts`,
    names: [`${names.stem}InputSchema`, `${names.stem}QuerySchema`, `${names.stem}Schema`],
    command: `npm run generate -- schema ${names.kebab} <field:type> …`,
  });
  await requireExports(layout, {
    by,
    file: `src/services/${names.kebab}.service.ts`,
    names: [`${names.stem}Service`],
    command: `npm run generate -- service ${names.kebab}`,
  });
  return resourcePart(request, (path) => path.endsWith('.route.ts') || (fields.length > 0 && path.startsWith('test/')));
};
