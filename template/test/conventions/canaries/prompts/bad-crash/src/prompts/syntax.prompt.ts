export const syntaxPrompt = {
  name: 'syntax',
  version 1, // bad: prompts
};
