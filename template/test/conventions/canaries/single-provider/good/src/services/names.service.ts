import { Redis } from 'ioredis';
import { pg } from './pg.ts';

// Words that only sound like providers.
export const ai = { ollama: 'ollama', provider: 'anthropic', pg, Redis };
