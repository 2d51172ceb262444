import { startTestStacks } from './test-stacks.ts';

/**
 * Starts a stack for each Jest worker, and hands its environment over as JSON in TEST_STACKS (see env.ts).
 * With STACK=external the environment is the caller's own.
 */
export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  if (process.env['STACK'] === 'external') return;
  try {
    const { envs, stop } = await startTestStacks(maxWorkers);
    process.env['TEST_STACKS'] = JSON.stringify(envs);
    Object.assign(globalThis, { stopTestStacks: stop });
  } catch (error) {
    // Jest would print a stack trace, which helps nobody here.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
