import { posix } from 'node:path';
import type { PlannedFile } from '../lib/plan.ts';
import type { resourcePlan } from '../resource/resource.generator.ts';

/** What a resource is planned from. A part that no field shows in has none. */
export type PartRequest = Parameters<typeof resourcePlan>[0];

/**
 * The files of a whole resource's plan that `isPart` takes, which is given paths relative to the folder that holds `src/`. So a
 * piece alone is, byte for byte, what the resource would have of it.
 * @throws as `resourcePlan` does.
 */
export const resourcePart = async (
  request: PartRequest,
  isPart: (path: string) => boolean,
): Promise<readonly PlannedFile[]> => {
  const { resourcePlan: planAll } = await import('../resource/resource.generator.ts');
  const files = await planAll(request);
  return files.filter(({ path }) => isPart(posix.relative(request.layout.app, path)));
};
