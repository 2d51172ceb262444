import type { Check } from './check-result.ts';
import { dockerCheck } from './docker.check.ts';
import { environmentCheck } from './environment.check.ts';
import { hooksCheck } from './hooks.check.ts';
import { kitCheck } from './kit.check.ts';
import { lockfileCheck } from './lockfile.check.ts';
import { migrationsCheck } from './migrations.check.ts';
import { nodeCheck } from './node.check.ts';
import { npmCheck } from './npm.check.ts';
import { packagesCheck } from './packages.check.ts';
import { portsCheck } from './ports.check.ts';
import { redisCheck } from './redis.check.ts';

/** What the doctor looks at, in the order in which it is told. They run all at once. */
export const checks: readonly Check[] = [
  nodeCheck,
  npmCheck,
  packagesCheck,
  lockfileCheck,
  redisCheck,
  dockerCheck,
  portsCheck,
  environmentCheck,
  migrationsCheck,
  hooksCheck,
  kitCheck,
];
