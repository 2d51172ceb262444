import type { Check } from '../check.ts';
import { survey } from '../patterns/survey.ts';

/** PATTERNS.md says what the code does: its blocks, their shares, and the rules that they name. */
export const patternsCheck: Check = {
  name: 'patterns',
  run: async (project) => (await survey(project)).findings,
};
