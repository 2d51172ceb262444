import { encode } from 'gpt-tokenizer';
import { encode as encodeAsModel } from 'gpt-tokenizer/model/gpt-4o';
import { models } from '../config/models.config.ts';

// gpt-4.1-mini is named in a comment only.
export const model = models.simple[0];
export const tokens = (text: string): number => encode(text).length + encodeAsModel(text).length;
export const words = ['foo1', 'o12', 'auto1', 'to1-mini', 'https-2', 'tts', 'whisper', 'llama', 'mistral', 'claude'];
export const sentence = 'Step o1 of the Gemini project: a whisper of the mistral, and Sora paid 4.1.';
export const ids = (id: string): string[] => [`o${id}`, `o${id}-${id}`, `row-${id}`, 'co1-pro'];
export const paths = ['text-search', 'gpt', 'gpt-', 'chatgpt', 'babbage', 'embedding-3', 'ollama'];
export const sum = (size: string): string => 'text-' + size;
export const names = ['a', 'b'].join('-');
