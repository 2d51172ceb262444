import type { Check } from './check.ts';
import { migrationsCheck } from './checks/migrations.check.ts';
import { modelsCheck } from './checks/models.check.ts';
import { packagesCheck } from './checks/packages.check.ts';
import { patternsCheck } from './checks/patterns.check.ts';
import { promptsCheck } from './checks/prompts.check.ts';
import { routesCheck } from './checks/routes.check.ts';
import { strictTypesCheck } from './checks/strict-types.check.ts';

/** Every check of `npm run lint` that is not a rule of ESLint. Each has a file of its own in `checks/`. */
export const checks: readonly Check[] = [
  migrationsCheck,
  modelsCheck,
  packagesCheck,
  patternsCheck,
  promptsCheck,
  routesCheck,
  strictTypesCheck,
];
