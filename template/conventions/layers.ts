/**
 * What each folder of `src/` may import: a folder, or one file of it (`clients/redis` is `src/clients/redis.ts`).
 * `app`, `server` and `worker` stand for the files at the top of `src/`. A folder that is not named here is refused.
 * The rule `conventions/layers` reads this table; change it here and in PATTERNS.md › Layers, nowhere else.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  app: ['plugins', 'services', 'context', 'config', 'clients/redis', 'schemas', 'utils'],
  server: ['app', 'services', 'context', 'config', 'clients/redis', 'clients/start-tracing', 'utils'],
  worker: ['app', 'jobs', 'services', 'context', 'config', 'clients', 'utils'],
  plugins: [
    'services',
    'context',
    'config',
    'clients/redis',
    'clients/metrics',
    'clients/queue',
    'clients/rate-limiter',
    'clients/token-keys',
    'schemas',
    'utils',
  ],
  routes: ['services', 'schemas', 'context', 'config', 'utils'],
  jobs: ['services', 'schemas', 'context', 'config', 'utils'],
  events: ['services', 'schemas', 'context', 'config', 'utils'],
  topics: ['services', 'schemas', 'context', 'config', 'utils'],
  services: [
    'services',
    'repositories',
    'clients',
    'jobs',
    'topics',
    'prompts',
    'schemas',
    'context',
    'config',
    'utils',
  ],
  repositories: ['clients', 'schemas', 'types', 'context', 'config', 'utils'],
  clients: ['clients', 'schemas', 'types', 'context', 'config', 'utils'],
  prompts: ['schemas'],
  schemas: ['schemas', 'utils'],
  context: ['context', 'config', 'schemas', 'utils'],
  config: ['config', 'utils'],
  utils: ['utils'],
  types: [],
};

/**
 * What the other folders may import of each other, so that `generators/` and the rest stay apart: in the kit they do not
 * stand where they stand in a project. A folder that is not named here, such as `test/`, may import all of them.
 */
export const folders: Readonly<Record<string, readonly string[]>> = {
  stack: ['stack', 'src'],
  conventions: ['conventions'],
  generators: ['generators'],
};

/**
 * The repositories that may speak as the service role, past row-level security: these two, and those whose name says it,
 * `<name>-admin.repository.ts`. What is a user's own, their methods filter by its owner, which is an argument.
 */
export const adminRepositories: readonly RegExp[] = [
  /^error\.repository\.ts$/,
  /^health\.repository\.ts$/,
  /^[a-z\d-]+-admin\.repository\.ts$/,
];
