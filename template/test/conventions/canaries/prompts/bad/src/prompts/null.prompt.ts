export const nullPrompt = null; // bad: prompts
