import { dedent } from '../utils/dedent.ts';
import { GREETING, texts } from '../utils/texts.ts';

const SYSTEM = 'You are helpful.';
const TEXTS = { summarise: 'Summarise this.', list: ['Name three.'] };
const role = 'system';
const withText = (text: string): string => `Summarise: ${text}`;
const user = (content: string) => ({ role: 'user', content }); // bad: prompts-as-templates
function ask(question = 'What is this?') {
  return { role: 'user', content: question }; // bad: prompts-as-templates
}

export const asked = [user('Summarise this.'), ask()];

export const messagesOf = (text: string, chunks: string[], key: 'summarise') => [
  { role: 'system', content: 'You are helpful.' }, // bad: prompts-as-templates
  { role: 'developer', content: SYSTEM }, // bad: prompts-as-templates
  { role: 'system', content: text }, // bad: prompts-as-templates
  { role, content: text }, // bad: prompts-as-templates
  { ['role']: 'system' as const, 'content': text }, // bad: prompts-as-templates
  { role: 'system', ...{ content: text } }, // bad: prompts-as-templates
  { role: 'user', content: 'Summarise this.' }, // bad: prompts-as-templates
  { role: 'user' as const, content: 'Summarise this.' as string }, // bad: prompts-as-templates
  { role: 'user', content: `Summarise: ${text}` }, // bad: prompts-as-templates
  { role: 'user', content: String.raw`Summarise: ${text}` }, // bad: prompts-as-templates
  { role: 'user', content: `${SYSTEM}${text}` }, // bad: prompts-as-templates
  { role: 'user', content: `${text}\n${key}` }, // bad: prompts-as-templates
  { role: 'user', content: 'Summarise: ' + text }, // bad: prompts-as-templates
  { role: 'user', content: text + key }, // bad: prompts-as-templates
  { role: 'user', content: text.concat(key) }, // bad: prompts-as-templates
  { role: 'user', content: ['Summarise:', text].join(' ') }, // bad: prompts-as-templates
  { role: 'user', content: chunks.join('\n') }, // bad: prompts-as-templates
  { role: 'user', content: chunks.map((chunk) => `- ${chunk}`).join('\n') }, // bad: prompts-as-templates
  { role: 'user', content: SYSTEM }, // bad: prompts-as-templates
  { role: 'user', content: SYSTEM.replace('helpful', text) }, // bad: prompts-as-templates
  { role: 'user', content: TEXTS.summarise }, // bad: prompts-as-templates
  { role: 'user', content: TEXTS[key] }, // bad: prompts-as-templates
  { role: 'user', content: TEXTS.list[0] }, // bad: prompts-as-templates
  { role: 'user', content: GREETING }, // bad: prompts-as-templates
  { role: 'user', content: texts.greeting }, // bad: prompts-as-templates
  { role: 'user', content: withText(text) }, // bad: prompts-as-templates
  { role: 'user', content: dedent('Summarise: %s', text) }, // bad: prompts-as-templates
  { role: 'user', content: key === 'summarise' ? 'Summarise this.' : text }, // bad: prompts-as-templates
  { role: 'user', content: text || 'Say something.' }, // bad: prompts-as-templates
  { role: 'user', content: [{ type: 'text', text: `Summarise: ${text}` }] }, // bad: prompts-as-templates
  { role: 'assistant', content: 'Here is the summary:' }, // bad: prompts-as-templates
];

export const growing = (text: string, lines: string[]) => {
  let content = 'Summarise: ';
  content += text;
  const parts = [text];
  parts.push('Be brief.');
  let later = '';
  later = 'Be brief.';
  let both = text;
  both += lines[0];
  return [
    { role: 'user', content }, // bad: prompts-as-templates
    { role: 'user', content: parts.join('\n') }, // bad: prompts-as-templates
    { role: 'user', content: later }, // bad: prompts-as-templates
    { role: 'user', content: both }, // bad: prompts-as-templates
  ];
};
