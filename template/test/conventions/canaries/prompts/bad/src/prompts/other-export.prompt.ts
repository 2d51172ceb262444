export const prompt = {}; // bad: prompts
