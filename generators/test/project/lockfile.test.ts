import { describe, expect, it } from '@jest/globals';
import { projectLockfile } from '../../project/lockfile.ts';

const project = JSON.stringify({
  name: 'acme-api',
  version: '0.1.0',
  type: 'module',
  scripts: { dev: 'node x' },
  dependencies: { a: '1.0.0' },
  devDependencies: { dev: '1.0.0' },
  allowScripts: { node: true },
});

const kitLock = (packages: object): string =>
  JSON.stringify({
    name: 'the-kit',
    version: '9.9.9',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'the-kit', version: '9.9.9', workspaces: ['template'], devDependencies: { 'kit-only': '1.0.0' } },
      'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz', dependencies: { b: '^1.0.0' } },
      'node_modules/b': { version: '1.2.0', peerDependencies: { absent: '*' }, optionalDependencies: { o: '*' } },
      'node_modules/client-api': { resolved: 'template', link: true },
      'node_modules/dev': { version: '1.0.0', dev: true, dependencies: { a: '^1.0.0' } },
      'node_modules/kit-only': { version: '1.0.0', dev: true, dependencies: { deep: '1' } },
      'node_modules/kit-only/node_modules/deep': { version: '1.0.0', dev: true },
      'node_modules/o': { version: '3.0.0', optional: true },
      template: { name: 'client-api', version: '0.1.0', dependencies: { a: '1.0.0' } },
      ...packages,
    },
  });

const derive = (packages: object = {}) => JSON.parse(projectLockfile(kitLock(packages), project, ['demo']));

describe('projectLockfile', () => {
  it("describes the project at its root, and keeps the kit's other facts", () => {
    const { packages, ...head } = derive();
    expect(head).toEqual({ name: 'acme-api', version: '0.1.0', lockfileVersion: 3, requires: true });
    expect(packages['']).toEqual({
      name: 'acme-api',
      version: '0.1.0',
      dependencies: { a: '1.0.0' },
      devDependencies: { dev: '1.0.0' },
    });
  });

  it("keeps what the project reaches, without the workspace and the kit's own packages", () => {
    const { packages } = derive();
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/a',
      'node_modules/b',
      'node_modules/dev',
      'node_modules/o',
    ]);
  });

  it('moves what npm nested for the workspace, and what is nested in that', () => {
    const { packages } = derive({
      'template/node_modules/dev': { version: '1.0.0', dependencies: { deep: '2' } },
      'template/node_modules/dev/node_modules/deep': { version: '2.0.0', dependencies: { b: '1' } },
    });
    expect(packages['node_modules/dev/node_modules/deep'].version).toBe('2.0.0');
    expect(Object.keys(packages).filter((key) => key.includes('template'))).toEqual([]);
  });

  it('names no registry', () => {
    expect(JSON.stringify(derive())).not.toContain('registry.example');
  });

  it('takes what npm nested for an example that the project has, and for no other', () => {
    const nested = {
      'examples/demo/node_modules/o': { version: '3.0.0' },
      'examples/other/node_modules/b': { version: '9.0.0' },
    };
    const { packages } = derive(nested);
    expect(packages['node_modules/b'].version).toBe('1.2.0');
    expect(() => derive({ 'examples/demo/node_modules/b': { version: '9.0.0' } })).toThrow('(1.2.0, 9.0.0)');
    expect(Object.keys(packages).filter((key) => key.startsWith('examples'))).toEqual([]);
  });

  it('marks each package by what the project needs it for, whatever the kit needs it for', () => {
    const { packages } = derive({
      'node_modules/a': { version: '1.0.0', dev: true, dependencies: { b: '^1.0.0' } },
      'node_modules/dev': {
        version: '1.0.0',
        integrity: 'sha512-x',
        dependencies: { tool: '1' },
        bin: { dev: 'x.js' },
      },
      'node_modules/tool': { version: '1.0.0', peerDependencies: { peer: '1' } },
      'node_modules/peer': { version: '1.0.0' },
    });
    expect(packages['node_modules/a']).not.toHaveProperty('dev');
    expect(packages['node_modules/o']).toMatchObject({ optional: true });
    expect(packages['node_modules/tool']).toEqual({ version: '1.0.0', dev: true, peerDependencies: { peer: '1' } });
    expect(packages['node_modules/peer']).toEqual({ version: '1.0.0', dev: true, peer: true });
    // In the order of npm, so that npm writes the same file.
    expect(Object.keys(packages['node_modules/dev'])).toEqual(['version', 'integrity', 'dev', 'dependencies', 'bin']);
  });

  it('leaves out what a package would only use where it is there', () => {
    const { packages } = derive({
      'node_modules/a': {
        version: '1.0.0',
        peerDependencies: { fast: '1', b: '1' },
        peerDependenciesMeta: { fast: { optional: true }, b: { optional: true } },
      },
      'node_modules/dev': { version: '1.0.0', dependencies: { b: '^1.0.0' } },
      'node_modules/fast': { version: '1.0.0' },
    });
    expect(packages).not.toHaveProperty(['node_modules/fast']);
    expect(packages['node_modules/b']).toMatchObject({ devOptional: true });
  });

  it('refuses to choose between two versions', () => {
    expect(() => derive({ 'template/node_modules/b': { version: '2.0.0' } })).toThrow(
      expect.objectContaining({
        code: 'lock_conflict',
        message: expect.stringContaining('node_modules/b (1.2.0, 2.0.0)'),
      }),
    );
  });
});
