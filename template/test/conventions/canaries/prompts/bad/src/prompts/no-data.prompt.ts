export const noDataPrompt = 'You are a helpful assistant.'; // bad: prompts
