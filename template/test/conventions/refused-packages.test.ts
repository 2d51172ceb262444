import { describe, expect, it } from '@jest/globals';
import { isLocal, refusalOf, refusals } from '../../conventions/refused-packages.ts';

const all = Object.values(refusals).flatMap(({ packages }): readonly string[] => packages);

describe('refusalOf', () => {
  it.each([
    ['pg', 'data'],
    ['pg-promise', 'data'],
    ['drizzle-orm/pg-core', 'data'],
    ['npm:mongoose', 'data'],
    ['@types/pg', 'data'],
    ['@types/hapi__joi', 'validation'],
    ['@aws-sdk/client-s3', 'storage'],
    ['@aws-sdk/client-bedrock-runtime', 'ai'],
    ['@clerk/fastify', 'auth'],
    ['passport-google-oauth20', 'auth'],
    ['ai', 'ai'],
    ['@langchain/openai', 'ai'],
    ['lru-cache', 'platform'],
    ['bull', 'platform'],
    ['ajv/dist/2020.js', 'validation'],
    ['debug', 'logging'],
    ['undici', 'http'],
  ] as const)('%s is of %s', (name, topic) => {
    expect(refusalOf(name)?.topic).toBe(topic);
  });

  it.each([
    ...[
      'fastify',
      'zod',
      'openai',
      'pino',
      'pino-pretty',
      'ioredis',
      'bullmq',
      'axios',
      'jose',
      '@supabase/supabase-js',
    ],
    ...['libpg-query', 'pgvector', 'airtable', 'debugger', '@types/node', 'rate-limiter-flexible', 'gotham', 'nano-id'],
    ...['constructor', '__proto__', '', '@', '@types/'],
  ])('takes %j', (name) => {
    expect(refusalOf(name)).toBeNull();
  });

  it('has each package once, so that one reason is given', () => {
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it('gives each topic a whole sentence', () => {
    for (const { what, why, instead } of Object.values(refusals)) {
      expect(`'x' ${what}. ${why}.`).toMatch(/^'x' (?:is|brings) .*[^.]\. .*[^.]\.$/);
      expect(instead).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('isLocal', () => {
  it('is what the embedded stack runs on', () => {
    expect(['@electric-sql/pglite', 'postgres', 'pg'].filter(isLocal)).toHaveLength(3);
    expect(['prisma', 'pg-promise', 'sqlite3'].filter(isLocal)).toEqual([]);
  });
});
