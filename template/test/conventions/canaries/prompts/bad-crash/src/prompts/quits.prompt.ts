process.exit(0); // bad: prompts
export const quitsPrompt = {};
