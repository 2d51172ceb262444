import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const template = join(import.meta.dirname, '../../..');

/** A project in a folder of its own, empty at first. Disposed of with `remove`. */
export function scratchProject(files: Readonly<Record<string, string>> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'patterns-')));
  const write = (path: string, text: string): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    write,
    /** Lays the real conventions into it, with the packages that they need. */
    withConventions(): void {
      cpSync(join(template, 'conventions'), join(root, 'conventions'), { recursive: true });
      const modules = dirname(dirname(fileURLToPath(import.meta.resolve('fastify/package.json'))));
      symlinkSync(modules, join(root, 'node_modules'));
      write('package.json', '{ "type": "module" }\n');
    },
    remove: (): void => rmSync(root, { recursive: true, force: true }),
  };
}

/** A PATTERNS.md with a section for each block. */
export const patternsOf = (...blocks: readonly object[]): string =>
  blocks
    .map((block, index) => `## Section ${index + 1}\n\`\`\`json pattern\n${JSON.stringify(block, null, 2)}\n\`\`\`\n`)
    .join('\n');

export const services = { id: 'services', detector: 'service-form', expected: 'object literal', minimum: 0.8 } as const;
