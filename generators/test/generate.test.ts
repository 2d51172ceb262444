import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runNode } from './support/run-node.ts';
import { type TempProject, tempProject, withGenerators } from './support/temp-project.ts';

const killer = fileURLToPath(new URL('./support/signal-mid-apply.ts', import.meta.url));

// Real processes in a project that has the generators beside it, as a composed one has.
let project: TempProject;
beforeEach(() => {
  project = withGenerators(tempProject());
  project.write('src/existing.ts', 'before\n');
});
afterEach(() => project.remove());

const args = ['resource', 'invoice', 'number:string:unique', 'total:decimal'];
const generate = (...flags: string[]) =>
  runNode(project.project, ['generators/generate.ts', ...args, '--no-check', ...flags]);
const schema = `export const invoiceColumns = ['number', 'total'];\n`;

describe('npm run generate', () => {
  it('writes, prints clean JSON and ends with 0', async () => {
    const { code, stdout, stderr } = await generate('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect(project.read('src/schemas/invoice.schema.ts')).toBe(schema);
  });

  it('undoes what a killed one left, says so, and goes on', async () => {
    expect((await runNode(project.project, [killer, 'SIGKILL', '2'])).signal).toBe('SIGKILL');

    const preview = await generate('--dry-run');
    expect(preview).toMatchObject({ code: 1, stderr: expect.stringMatching(/killed half-way/) });
    expect(project.read('src/existing.ts')).toBe('after\n');

    const { code, stderr } = await generate();
    expect(code).toBe(0);
    expect(stderr).toMatch(/undone: src\/existing\.ts, src\/new\/deep\/one\.ts/);
    expect(project.read('src/existing.ts')).toBe('before\n');
    expect(Object.keys(project.files()).filter((path) => /new|\.generate[^d]/.test(path))).toEqual([]);
  });
});

describe('plop', () => {
  const plop = (...answers: string[]) => {
    const command = join(project.project, 'node_modules/plop/bin/plop.js');
    return runNode(project.project, [command, '--no-progress', ...answers]);
  };

  it('writes the same files from its answers', async () => {
    expect(await plop('resource', 'invoice', ' number:string:unique  total:decimal ')).toMatchObject({ code: 0 });
    expect(project.read('src/schemas/invoice.schema.ts')).toBe(schema);
  });

  it('takes a name of two words, and options among the fields', async () => {
    const answers = ['resource', ' plum  tree', 'number:string total:decimal --dry-run'];
    expect(await plop(...answers)).toMatchObject({ code: 0, stdout: expect.stringContaining('plum-tree.schema.ts') });
  });

  it('fails with our message', async () => {
    const { code, stdout, stderr } = await plop('resource', '1abc', 'a:string');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/"1abc" begins with a digit/);
  });
});
