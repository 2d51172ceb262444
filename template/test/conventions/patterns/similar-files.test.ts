import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { similarFiles } from '../../../conventions/patterns/similar-files.ts';
import { scratchProject } from './scratch-project.ts';

const schema = (...fields: readonly string[]): string =>
  `export const inputSchema = z.strictObject({\n${fields.map((field) => `  ${field}: z.string(),\n`).join('')}});\n`;
const service = (...methods: readonly string[]): string =>
  `export const aService = {\n${methods.map((method) => `  ${method}: () => 1,\n`).join('')}};\n`;

let project: ReturnType<typeof scratchProject>;
beforeEach(() => {
  project = scratchProject();
});
afterEach(() => project.remove());

const similar = (name: string, drafts: readonly { path: string; text: string }[] = []) =>
  similarFiles({ root: project.root, name, drafts });
const paths = (name: string): string[] => (similar(name) ?? []).map(({ path }) => path);

describe('similar files', () => {
  it('are none in a project that has none', () => {
    expect(similar('invoice.service')).toEqual([]);
    project.write('src/services/invoice.service.ts', service('get'));
    project.write('src/schemas/order.schema.ts', schema('number'));
    expect(similar('invoice.service')).toEqual([]);
  });

  it.each(['invoice', 'invoice.client', '', 'service', '.service'])(
    'are not known for %j, which says no role',
    (name) => {
      expect(similar(name)).toBeNull();
    },
  );

  it('are told by what else the subject has: the invoice is like the order, whose fields it shares', () => {
    project.write('src/schemas/invoice.schema.ts', schema('number', 'total', 'due_on'));
    project.write('src/schemas/order.schema.ts', schema('number', 'total', 'paid'));
    project.write('src/schemas/customer.schema.ts', schema('name', 'email'));
    for (const name of ['customer', 'audit', 'order']) {
      project.write(`src/services/${name}.service.ts`, service('list', 'get', 'create'));
    }
    const [first, second, ...others] = similar('invoice.service') ?? [];
    expect(first).toEqual({
      path: 'src/services/order.service.ts',
      reason: 'its schema is 50 % the same: number, total',
    });
    expect(second?.path).toMatch(/customer|audit/);
    expect(others).toEqual([]);
  });

  it('are told by the name where nothing else is known', () => {
    for (const name of ['customer', 'audit', 'invoice-line'])
      project.write(`src/services/${name}.service.ts`, service(name));
    expect(similar('invoice.service')?.[0]).toEqual({
      path: 'src/services/invoice-line.service.ts',
      reason: 'the name has "invoice" as well',
    });
  });

  it('are whole resources first where not even the name says anything', () => {
    for (const name of ['audit', 'zebra']) project.write(`src/services/${name}.service.ts`, service('get'));
    project.write('src/schemas/zebra.schema.ts', schema('name'));
    project.write('src/repositories/zebra.repository.ts', '');
    project.write('src/routes/v1/zebras.route.ts', '');
    expect(similar('invoice.service')).toEqual([
      { path: 'src/services/zebra.service.ts', reason: 'it has a schema, a repository, a service and a route' },
      { path: 'src/services/audit.service.ts', reason: 'it is a service too' },
    ]);
  });

  it('are found for plural routes, paths and Windows line ends', () => {
    const route = (name: string): string =>
      `import { s } from '../../services/${name}.service.ts';\n  app.get(\n  app.put(\n`.replaceAll('\n', '\r\n');
    project.write('src/routes/v1/invoices.route.ts', route('invoice'));
    project.write('src/routes/v1/orders.route.ts', route('order'));
    project.write('src/routes/health.route.ts', 'app.get(');
    for (const name of ['invoice.route', 'invoices.route.ts', 'src/routes/v1/invoices.route.ts']) {
      expect(paths(name)).toEqual(['src/routes/v1/orders.route.ts', 'src/routes/health.route.ts']);
    }
    expect(similar('invoice.route')?.[0]?.reason).toMatch(/^its route is 100 % the same/);
  });

  it('take drafts for what is known, and never name a draft', () => {
    project.write('src/services/order.service.ts', service('list', 'send'));
    project.write('src/services/audit.service.ts', service('flush'));
    const draft = { path: 'src/services/invoice.service.ts', text: service('list', 'send') };
    expect(similar('src/services/invoice.service.ts', [draft])).toEqual([
      { path: 'src/services/order.service.ts', reason: 'its service is 100 % the same: list, send' },
      { path: 'src/services/audit.service.ts', reason: 'it is a service too' },
    ]);
  });

  it('are the same each time, in the order of their paths where nothing tells them apart', () => {
    for (const name of ['c', 'a', 'b']) project.write(`src/jobs/${name}.job.ts`, 'x');
    expect(paths('mail.job')).toEqual(['src/jobs/a.job.ts', 'src/jobs/b.job.ts']);
  });
});
