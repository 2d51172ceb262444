export const greetPrompt = 1; // bad: prompts
