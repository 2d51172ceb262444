import pg from 'pg'; // bad: single-provider
import { drizzle } from 'drizzle-orm/node-postgres'; // bad: single-provider
import type { Schema } from 'mongoose'; // bad: single-provider
import { S3Client as Files } from '@aws-sdk/client-s3'; // bad: single-provider
import * as auth0 from 'auth0'; // bad: single-provider
import '@prisma/client'; // bad: single-provider
import Anthropic, { type Message } from '@anthropic-ai/sdk'; // bad: single-provider
import { generateText } from 'ai'; // bad: single-provider
import { ChatOpenAI } from '@langchain/openai'; // bad: single-provider
import { DatabaseSync } from 'node:sqlite'; // bad: single-provider
import { createRequire } from 'node:module';
import { LRUCache } from 'lru-cache'; // bad: single-provider, simplest-solution
import { PGlite } from '@electric-sql/pglite'; // bad: single-provider
import postgres from 'postgres'; // bad: single-provider

export { ChatMistralAI } from '@langchain/mistralai'; // bad: single-provider
export * from 'cohere-ai'; // bad: single-provider
export * as ollama from 'ollama'; // bad: single-provider
export type { Auth } from 'firebase-admin'; // bad: single-provider

const load = createRequire(import.meta.url);
const name = 'groq' + '-sdk';

export const providers = {
  pool: pg,
  drizzle,
  files: Files,
  auth0,
  anthropic: Anthropic,
  generateText,
  chat: ChatOpenAI,
  sqlite: DatabaseSync,
  cache: LRUCache,
  lite: PGlite,
  postgres,
  gemini: () => import('@google/genai'), // bad: single-provider
  groq: () => import(name), // bad: single-provider
  bull: () => load('bull'), // bad: single-provider
  passport: () => process.getBuiltinModule('node:sqlite'), // bad: single-provider
};

export type Types = { schema: Schema; message: Message; file: import('minio').Client }; // bad: single-provider
