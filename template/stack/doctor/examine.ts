import { setTimeout as sleep } from 'node:timers/promises';
import { type Check, type CheckResult, type Place, warning } from './check-result.ts';
import { checks } from './checks.ts';

const PATIENCE_MS = 2400;

export type Examined = CheckResult & { readonly name: string };

/** The result of a check, whatever becomes of it. */
const resultOf = async ({ name, look }: Check, place: Place): Promise<Examined> => {
  const late = sleep(PATIENCE_MS, null, { ref: false }).then(() =>
    warning('It was not told in time.', 'Run `npm run doctor` again when the machine is idle.'),
  );
  const failed = (error: unknown): CheckResult => {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return warning('It cannot be told without the packages.', 'npm install, then `npm run doctor` again');
    return warning(`It could not be told: ${why}`, 'Look at what it names; the other lines hold all the same.');
  };
  return { name, ...(await Promise.race([look(place).catch(failed), late])) };
};

/** Runs every check at once, for 2.4 seconds at most. Never rejects. */
export const examine = (place: Place): Promise<readonly Examined[]> =>
  Promise.all(checks.map((check) => resultOf(check, place)));
