// What deploy/ says must fit the app: its probes, its port, its variables, its time to stop.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config/config.ts';
import { paths } from '../../stack/paths.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
const read = (name: string): string => readFileSync(path.join(paths.root, 'deploy', name), 'utf8');

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal('http') }) });
const container = z.object({
  args: z.array(z.string()).default([]),
  ports: z.array(z.object({ containerPort: z.number() })).default([]),
  livenessProbe: probe.nullable().default(null),
  readinessProbe: probe.nullable().default(null),
  startupProbe: probe.nullable().default(null),
  resources: z.object({
    requests: z.object({ cpu: z.string(), memory: z.string() }),
    limits: z.object({ memory: z.string() }),
  }),
  securityContext: z.object({ allowPrivilegeEscalation: z.literal(false), readOnlyRootFilesystem: z.literal(true) }),
});
const deployment = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.literal(true) }),
        containers: z.tuple([container]),
      }),
    }),
  }),
});
type Manifest = { kind: string; metadata: { name: string }; spec: Record<string, unknown> };

const manifests = (name: string): Manifest[] =>
  parseAllDocuments(read(`kubernetes/${name}.yaml`)).map((document) => document.toJS());
const deploymentOf = (name: string) => deployment.parse(manifests(name).find(({ kind }) => kind === 'Deployment'));
const config = loadConfig({ ...process.env, NODE_ENV: 'test' });

describe.each(['api', 'worker'])('kubernetes/%s.yaml', (name) => {
  const { spec } = deploymentOf(name);

  it('selects its own pods, everywhere', () => {
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    for (const { kind, spec: other } of manifests(name)) {
      if (kind === 'PodDisruptionBudget') expect(other['selector']).toEqual(spec.selector);
      if (kind === 'Service') expect(other['selector']).toEqual(spec.selector.matchLabels);
      if (kind === 'HorizontalPodAutoscaler')
        expect(other['scaleTargetRef']).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
    }
    expect(manifests(name).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Deployment', 'PodDisruptionBudget', 'HorizontalPodAutoscaler']),
    );
  });

  it('leaves the process the time that it takes to stop', () => {
    expect(spec.template.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(config.SHUTDOWN_TIMEOUT_MS);
  });

  it('runs a program that the build makes', () => {
    const [{ args }] = spec.template.spec.containers;
    const program = args[0] ?? /CMD \["([^"]+)"\]/.exec(read('Dockerfile'))?.[1] ?? '';
    const source = program.replace(/^dist\/(.+)\.js$/, 'src/$1.ts');
    expect(readFileSync(path.join(paths.root, source), 'utf8')).toContain('closeWithGrace');
  });
});

describe('kubernetes/api.yaml', () => {
  const [api] = deploymentOf('api').spec.template.spec.containers;

  it('probes routes that there are: a dead Supabase takes it out of rotation, and does not restart it', () => {
    expect(api.readinessProbe?.httpGet.path).toBe('/health/ready');
    expect([api.livenessProbe, api.startupProbe].map((one) => one?.httpGet.path)).toEqual([
      '/health/live',
      '/health/live',
    ]);
    const { app } = test;
    for (const url of ['/health/ready', '/health/live']) expect(app().hasRoute({ method: 'GET', url })).toBe(true);
  });

  it('listens where the image says', () => {
    const port = Number(/PORT=(\d+)/.exec(read('Dockerfile'))?.[1]);
    // The second is for Prometheus, and no service leads there.
    expect(api.ports).toEqual([{ containerPort: port }, { containerPort: 9464 }]);
    expect(read('Dockerfile')).toContain(`EXPOSE ${port}`);
  });
});

describe('the environment', () => {
  const names = Object.keys(config);
  const kustomization = parse(read('kubernetes/kustomization.yaml'));

  it('names variables that the app reads, and all that it cannot start without', () => {
    const literals: string[] = kustomization.configMapGenerator[0].literals;
    const env = Object.fromEntries(literals.map((literal) => literal.split(/=(.*)/s).slice(0, 2)));
    expect(names).toEqual(expect.arrayContaining(Object.keys(env)));
    const secrets = { SUPABASE_PUBLISHABLE_KEY: 'key', SUPABASE_SECRET_KEY: 'key', REDIS_URL: 'redis://redis:6379' };
    for (const name of Object.keys(secrets)) expect(read('kubernetes/kustomization.yaml')).toContain(name);
    const whole = { ...secrets, ...env };
    expect(() => loadConfig(whole)).not.toThrow();
  });

  it('is the one of compose too, which gives each process its time and its Redis', () => {
    const compose = parse(read('compose.yaml'), { merge: true });
    for (const service of ['api', 'worker']) {
      const { environment, stop_grace_period: grace, read_only: readOnly } = compose.services[service];
      expect(names).toEqual(expect.arrayContaining(Object.keys(environment)));
      expect(environment.REDIS_URL).toBe('redis://redis:6379');
      expect(Number.parseInt(grace, 10) * 1000).toBeGreaterThan(config.SHUTDOWN_TIMEOUT_MS);
      expect(readOnly).toBe(true);
    }
    expect(compose.services.worker.command).toEqual(['dist/worker.js']);
  });
});

describe('Dockerfile', () => {
  it('ends as a user that is not root, and takes in nothing but what the build needs', () => {
    expect(read('Dockerfile').match(/^USER .+$/gm)).toEqual(['USER 65532:65532']);
    const ignored = readFileSync(path.join(paths.root, '.dockerignore'), 'utf8').trim().split('\n');
    expect(ignored[0]).toBe('*');
    const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(
      ignored
        .slice(1)
        .map((line) => line.slice(1))
        .sort(),
    ).toEqual(copied.sort());
  });
});
