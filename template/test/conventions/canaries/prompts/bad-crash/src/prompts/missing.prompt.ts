import { gone } from '../schemas/gone.schema.ts'; // bad: prompts

export const missingPrompt = gone;
