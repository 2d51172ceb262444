const size = process.env['SIZE'] ?? 'mini';
const family = 'gpt';
const version = '4.1';

export const literal = 'gpt-4.1-mini'; // bad: model-names
export const withoutDash = 'gpt4'; // bad: model-names
export const short = 'o3'; // bad: model-names
export const capitals = 'GPT-4o'; // bad: model-names
export const reasoning = 'o4-mini'; // bad: model-names
export const ofProvider = 'openai/o1'; // bad: model-names
export const fineTuned = 'ft:gpt-4o-mini:acme'; // bad: model-names
export const chat = 'chatgpt-4o-latest'; // bad: model-names
export const embedding = 'text-embedding-3-small'; // bad: model-names
export const images = ['dall-e-3', 'gpt-image-1']; // bad: model-names
export const sound = { speech: 'tts-1-hd', text: 'whisper-1' }; // bad: model-names
export const film = 'sora-2'; // bad: model-names
export const others = [
  'claude-sonnet-4', // bad: model-names
  'gemini-2.5-pro', // bad: model-names
  'meta-llama/llama-3-70b', // bad: model-names
  'mistral-large-latest', // bad: model-names
  'deepseek-chat', // bad: model-names
];

export const template = `gpt-${size}`; // bad: model-names
export const templateInside = `gpt-4o-${size}`; // bad: model-names
export const templateOfConstants = `${family}-${version}`; // bad: model-names
export const templateOfEmbedding = `text-embedding-${size}`; // bad: model-names
export const sum = 'gpt-' + size; // bad: model-names
export const sumOfConstants = family + '-' + version; // bad: model-names
export const joined = ['gpt', '4o', size].join('-'); // bad: model-names
export const concatenated = 'gpt'.concat('-4o'); // bad: model-names
export const sumOfReasoning = 'o' + size + '-mini'; // bad: model-names
export const asserted = 'gpt-4o' as string; // bad: model-names
export const orElse = process.env['MODEL'] ?? 'gpt-4o'; // bad: model-names
export const either = `${size === 'mini' ? 'gpt-4o-mini' : 'x'}`; // bad: model-names

export const prices = { 'gpt-4o': 1, ['o3-mini']: 2 }; // bad: model-names
export const price = (model: keyof typeof prices): number =>
  model === 'gpt-4o' ? 1 : prices[model]; // bad: model-names
export type Model = 'gpt-4.1' | string; // bad: model-names
export const isReasoning = (model: string): boolean => model.startsWith('o1-preview'); // bad: model-names
export const inSentence = 'Answered by gpt-4o.'; // bad: model-names
