export const helper = 1; // bad: prompts
