export const SYSTEM_PROMPT = 'You are a helpful assistant.'; // bad: prompts-as-templates
export const summaryPrompt = (text: string): string => `Summarise: ${text}`; // bad: prompts-as-templates
export function buildPrompt(text: string, tone: string): string { // bad: prompts-as-templates
  if (tone === '') return text;
  return text + tone;
}
export const prompts = {
  summarise: 'Summarise this text.', // bad: prompts-as-templates
  translate: (text: string): string => ['Translate:', text].join(' '), // bad: prompts-as-templates
};
export const instructions = ['You are helpful.', 'You are brief.'].join('\n'); // bad: prompts-as-templates
export const systemMessage = `You are helpful.`; // bad: prompts-as-templates
