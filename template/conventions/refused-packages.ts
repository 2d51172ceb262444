/**
 * The packages that a convention keeps out of the project. The lint rules read this table for what is imported, the
 * check `packages` for what package.json asks for.
 */
export type Refusal = {
  /** The section of PATTERNS.md. */
  readonly section: string;
  /** Ends a sentence that begins with the package's name. */
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  /** Package names, each with its sub-paths; `name-*` and `@scope/*` stand for all that begin so. */
  readonly packages: readonly string[];
};

const SINGLE =
  'one provider for each task means one place to secure, one to pay and one to learn, and no layer that hides the differences';

export const refusals = {
  data: {
    section: 'Single provider',
    what: 'is a database, an ORM or a driver beside Supabase',
    why: SINGLE,
    instead: 'Reach the database by `supabase` of `src/clients/supabase.ts`, in a repository.',
    packages: [
      ...['pg', 'pg-*', 'postgres', 'slonik', 'massive', 'zapatos', '@electric-sql/*', '@neondatabase/*'],
      ...['mysql', 'mysql2', 'mariadb', '@planetscale/*', 'mssql', 'tedious', 'oracledb', 'cassandra-driver'],
      ...['sqlite', 'sqlite3', 'node:sqlite', 'better-sqlite3', 'libsql', '@libsql/*', 'duckdb', '@duckdb/*'],
      ...['mongodb', 'mongoose', 'mongoist', 'monk', '@typegoose/*', 'couchbase', 'nano', 'pouchdb', 'pouchdb-*'],
      ...['prisma', '@prisma/*', 'drizzle-*', 'typeorm', 'sequelize', 'sequelize-*', 'knex', 'kysely', 'objection'],
      ...['@mikro-orm/*', 'bookshelf', 'waterline', 'neo4j-driver', 'arangojs', 'rethinkdb', 'surrealdb', 'edgedb'],
      ...['gel', 'firebase', 'firebase-*', '@firebase/*', 'appwrite', 'node-appwrite', 'pocketbase', 'convex', 'fauna'],
      ...['faunadb', '@google-cloud/firestore', '@google-cloud/datastore', '@google-cloud/spanner', '@azure/cosmos'],
      ...['@google-cloud/bigquery', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'aws-sdk', '@vercel/postgres'],
      ...['@elastic/*', '@opensearch-project/*', 'meilisearch', 'algoliasearch', 'typesense', '@pinecone-database/*'],
      ...['@qdrant/*', 'chromadb', 'weaviate-*', '@zilliz/*', '@lancedb/*', 'vectordb', 'lowdb', 'nedb'],
    ],
  },
  storage: {
    section: 'Single provider',
    what: 'is a file storage beside Supabase',
    why: SINGLE,
    instead: 'Keep files in Supabase Storage, by `supabase.storage` in a repository.',
    packages: [
      ...['@aws-sdk/client-s3', '@aws-sdk/s3-*', '@aws-sdk/lib-storage', 'multer-s3', 'minio', 'cloudinary'],
      ...['@google-cloud/storage', '@azure/storage-*', '@vercel/blob', '@vercel/kv', 'uploadthing', 'backblaze-b2'],
      ...['imagekit', 'uploadcare', '@uploadcare/*', 'flydrive', '@flystorage/*', 'unstorage'],
    ],
  },
  auth: {
    section: 'Single provider',
    what: 'is a way to sign in beside Supabase Auth',
    why: SINGLE,
    instead:
      'Users sign in with Supabase Auth; a route asks for them with `app.authenticate`, which verifies the token.',
    packages: [
      ...['auth0', 'express-oauth2-jwt-bearer', '@auth0/*', '@clerk/*', 'passport', 'passport-*', '@fastify/passport'],
      ...['next-auth', '@auth/*', 'better-auth', 'lucia', '@lucia-auth/*', '@okta/*', '@workos-inc/*', 'supertokens-*'],
      ...['keycloak-*', '@kinde-oss/*', '@descope/*', '@stytch/*', 'stytch', 'arctic', 'oslo', '@oslojs/*'],
      ...['@aws-sdk/client-cognito-*', 'amazon-cognito-identity-js', 'aws-jwt-verify', '@logto/*', '@stackframe/*'],
      ...['jsonwebtoken', 'express-jwt', 'fast-jwt', '@fastify/jwt', '@fastify/auth0-verify', 'jwks-rsa', 'njwt'],
    ],
  },
  ai: {
    section: 'Single provider',
    what: 'is an AI provider, or a layer over several, beside OpenAI',
    why: SINGLE,
    instead: 'Call OpenAI by its own SDK (`openai`), made in `src/clients/`.',
    packages: [
      ...['@anthropic-ai/*', 'anthropic', 'anthropic-ai', '@google/generative-ai', '@google/genai', '@azure/openai'],
      ...['@google-cloud/vertexai', '@google-cloud/aiplatform', '@aws-sdk/client-bedrock*', '@azure-rest/ai-*'],
      ...['ai', '@ai-sdk/*', 'langchain', '@langchain/*', 'langsmith', 'llamaindex', '@llamaindex/*', 'cohere-ai'],
      ...['@mistralai/*', 'ollama', 'ollama-*', 'litellm', 'litellm-*', 'openrouter', '@openrouter/*', 'openrouter-*'],
      ...['groq-sdk', 'together-ai', 'replicate', '@huggingface/*', '@xenova/*', '@mastra/*', 'genkit', '@genkit-ai/*'],
      ...[
        'portkey-ai',
        '@portkey-ai/*',
        '@fal-ai/*',
        'voyageai',
        'node-llama-cpp',
        'gpt4all',
        'multi-llm-ts',
        'llm.js',
      ],
      ...[
        '@cerebras/*',
        '@perplexity-ai/*',
        '@deepinfra/*',
        'deepseek',
        '@baiducloud/qianfan',
        'zhipuai',
        'modelfusion',
      ],
      ...['token.js', 'openai-edge', 'chatgpt', '@instructor-ai/*'],
    ],
  },
  platform: {
    section: 'Single provider',
    what: 'brings a cache, a pool or a queue that the platform has',
    why: 'what counts in one process only is wrong with two, and what exists twice is invalidated once',
    instead:
      'Cache in Redis by `cache` of `src/clients/cache.ts`, count in Redis (`ioredis`), queue and schedule with BullMQ; pooling is what Supabase does.',
    packages: [
      ...['node-cache', 'lru-cache', 'quick-lru', 'tiny-lru', 'memory-cache', 'cache-manager', 'cache-manager-*'],
      ...['cacheable', 'cacheable-*', 'flat-cache', 'keyv', '@keyv/*', '@isaacs/ttlcache', 'async-cache-dedupe'],
      ...['catbox', '@hapi/catbox*', 'bentocache', 'memoizee', 'p-memoize', 'memcached', '@upstash/*', 'memjs'],
      ...['redis', '@redis/*', 'handy-redis', 'node-redis', 'tarn', 'generic-pool', 'generic-promise-pool'],
      ...['bull', 'bee-queue', 'kue', 'agenda', '@hokify/agenda', 'bree', 'pg-boss', 'graphile-worker', 'node-resque'],
      ...['better-queue', 'node-cron', 'node-schedule', 'cron', 'croner', 'amqplib', 'kafkajs', 'sqs-consumer'],
    ],
  },
  validation: {
    section: 'Zod only',
    what: 'is a second validation library',
    why: 'one validation library gives one source of types, documentation and errors',
    instead: "Write the schema with `import { z } from 'zod'`.",
    packages: [
      ...[
        'joi',
        'joi-*',
        '@hapi/joi',
        '@sideway/*',
        'yup',
        'ajv',
        'ajv-*',
        '@fastify/ajv-compiler',
        '@exodus/schemasafe',
      ],
      ...['class-validator', 'class-transformer', 'valibot', '@valibot/*', 'superstruct', 'io-ts', 'io-ts-types'],
      ...['arktype', '@ark/*', 'runtypes', 'typebox', '@sinclair/typebox', '@fastify/type-provider-*', 'effect'],
      ...['@effect/schema', 'validator', 'express-validator', 'fastest-validator', 'validate.js', 'jsonschema'],
      ...[
        'is-my-json-valid',
        'tv4',
        'z-schema',
        '@cfworker/json-schema',
        '@hyperjump/json-schema',
        'json-schema-to-ts',
      ],
      ...['fluent-json-schema', 'ow', 'myzod', '@badrap/valita', '@vinejs/*', 'vest', 'typia', '@deepkit/type'],
      ...['decoders', 'typanion', 'sury', 'rescript-schema', 'computed-types', 'zod-mini', '@zod/*'],
    ],
  },
  logging: {
    section: 'Logging',
    what: 'is a second logger',
    why: 'a line that passes by Pino has no request id, no level that can be set and no redaction, and may leak a secret',
    instead: 'Log with `request.log`, `app.log` or `requestContext.log()`.',
    packages: [
      ...[
        'winston',
        'winston-*',
        'bunyan',
        'bunyan-*',
        'log4js',
        'consola',
        'loglevel',
        'loglevel-*',
        'signale',
        'debug',
      ],
      ...['tslog', 'roarr', 'npmlog', 'bole', 'tracer', 'electron-log', 'fancy-log', 'simple-node-logger', 'log4node'],
      ...[
        'logform',
        'lambda-log',
        'adze',
        'ololog',
        'caterpillar',
        'morgan',
        'logtape',
        '@logtape/*',
        '@logdna/logger',
      ],
      ...['console-log-level', 'diary', 'rslog', 'loglayer', '@tsed/logger', 'nanologger', 'ulog'],
    ],
  },
  http: {
    section: 'Outgoing HTTP',
    what: 'is a second HTTP client',
    why: 'a call that passes by our client has no deadline, no retry, no circuit breaker and no line in the log',
    instead: 'Call out by the client in `src/clients/`; in a test, `app.inject` or the runtime’s `fetch`.',
    packages: [
      ...['got', 'got-*', 'ky', 'ky-universal', 'node-fetch', 'node-fetch-*', 'undici', 'superagent', 'request'],
      ...['request-promise', 'request-promise-*', 'needle', 'ofetch', 'cross-fetch', 'isomorphic-fetch', 'unfetch'],
      ...['isomorphic-unfetch', 'whatwg-fetch', 'fetch-retry', 'wretch', 'phin', 'bent', 'centra', 'make-fetch-happen'],
      ...[
        'minipass-fetch',
        'gaxios',
        'teeny-request',
        'urllib',
        'typed-rest-client',
        '@hapi/wreck',
        'wreck',
        'popsicle',
      ],
      ...['simple-get', 'follow-redirects', 'redaxios', 'xior', 'alova', 'hyperquest', 'supertest', 'httpie'],
      ...['fetch-h2', '@fastify/http-proxy', 'http-proxy', 'snekfetch', 'mande'],
    ],
  },
} as const satisfies Record<string, Refusal>;

export type Topic = keyof typeof refusals;

/** What only serves this machine: the embedded stack and its tests use it, and no built API has it. */
const local = ['@electric-sql/*', 'postgres', 'pg'];

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern || name.startsWith(`${pattern}/`);

/** Whether the embedded stack may use a package that the API may not. */
export const isLocal = (name: string): boolean => local.some((pattern) => matches(pattern, name));

// The types of a package stand for it: `@types/pg`, `@types/hapi__joi`.
function typed(name: string): string {
  const bare = name.replace(/^(?:npm|jsr):/, '').replace(/^@types\//, '');
  return name.startsWith('@types/') && bare.includes('__') ? `@${bare.replace('__', '/')}` : bare;
}

const answers = new Map<string, (Refusal & { readonly topic: Topic }) | null>();

/** Why a package, or an import of it, is refused: the first topic that names it, or null. */
export function refusalOf(name: string): (Refusal & { readonly topic: Topic }) | null {
  // Every import of every file is asked for, by several rules.
  const known = answers.get(name);
  if (known !== undefined) return known;
  const bare = typed(name);
  const topic = (Object.keys(refusals) as Topic[]).find((one) =>
    refusals[one].packages.some((pattern) => matches(pattern, bare)),
  );
  const answer = topic === undefined ? null : { topic, ...refusals[topic] };
  answers.set(name, answer);
  return answer;
}
