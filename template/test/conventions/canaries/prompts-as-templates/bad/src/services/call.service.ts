import { openai } from '../clients/openai.ts';
import { config } from '../config/config.ts';

const text = 'Summarise this.';
const { responses } = openai;
const { responses: renamed, chat: { completions } } = openai;
const stream = openai.chat.completions.stream;
const request = { instructions: text }; // bad: prompts-as-templates
const options = { model: config.model, input: 'Say hello.' }; // bad: prompts-as-templates

export const callService = {
  one: (model: string, question: string) => [
    openai.responses.create({ model, input: 'Say hello.' }), // bad: prompts-as-templates
    openai.responses.create({ model, input: question, instructions: text }), // bad: prompts-as-templates
    openai.responses.create({ model, input: question, instructions: config.instructions }), // bad: prompts-as-templates
    openai.responses.stream({ model, input: `Summarise: ${question}` }), // bad: prompts-as-templates
    openai.responses.parse({ model, input: 'Summarise: ' + question }), // bad: prompts-as-templates
    openai['responses']['create']({ model, input: ['Summarise:', question].join(' ') }), // bad: prompts-as-templates
    openai.responses.create({ model, input: [{ role: 'user', content: 'Say hello.' }] }), // bad: prompts-as-templates
    openai.chat.completions.create({ model, messages: [{ role: 'system', content: text }] }), // bad: prompts-as-templates
    openai.completions.create({ model, prompt: text }), // bad: prompts-as-templates
    openai.images.generate({ model, prompt: `A picture of ${question}` }), // bad: prompts-as-templates
    openai.audio.speech.create({ model, input: question, instructions: 'Speak slowly.' }), // bad: prompts-as-templates
    openai.responses.create(request),
    openai.responses.create(options),
    responses.create({ ...request, input: 'Say hello.' }), // bad: prompts-as-templates
    renamed.create({ input: 'Say hello.' }), // bad: prompts-as-templates
    completions.create({ prompt: 'Say hello.' }), // bad: prompts-as-templates
    stream({ prompt: 'Say hello.' }), // bad: prompts-as-templates
    openai.responses.create.bind(openai.responses)({ input: 'Say hello.' }), // bad: prompts-as-templates
  ],
  wrapped: (ask: (question: object) => unknown, model: string) => ask({ model, instructions: 'Be brief.' }), // bad: prompts-as-templates
};
