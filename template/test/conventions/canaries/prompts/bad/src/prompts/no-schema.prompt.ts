// bad next line: prompts
export const noSchemaPrompt = {
  name: 'no-schema',
  version: 1,
  messages: [{ role: 'user', content: 'Hi' }],
};
