import { hash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../content-hash.ts';
import type { Project } from '../project.ts';
import { type FileFacts, factsOf } from './file-facts.ts';
import { isUnreadable, parseSource, type Unreadable } from './parse-source.ts';

type Kept = Readonly<Record<string, { readonly content: string; readonly facts: FileFacts }>>;

// Beside what ESLint keeps. Modules that are linked in belong to another project.
function cacheFolder({ top }: Project): string | null {
  const modules = join(top, 'node_modules');
  return lstatSync(modules, { throwIfNoEntry: false })?.isDirectory() === true ? join(modules, '.cache') : null;
}

function load(path: string, version: string): Kept {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { version: string; files: Kept };
    return kept.version === version ? kept.files : {};
  } catch {
    // None was kept, or half of one: all is looked at again.
    return {};
  }
}

function save(folder: string, path: string, version: string, files: Kept): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify({ version, files }));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that cannot be written to costs a second the next time, and nothing else.
  }
}

function contentOf(file: string): string {
  try {
    return hash('sha256', readFileSync(file));
  } catch {
    // `parseSource` says why.
    return '';
  }
}

/**
 * What is known of each file, by absolute paths. Parsing takes seconds in a large project, so what was found is kept in
 * `node_modules/.cache`, by the content of the file and of the conventions.
 */
export function readFacts(project: Project, files: readonly string[]): { facts: FileFacts[]; unread: Unreadable[] } {
  const folder = cacheFolder(project);
  const path = join(folder ?? '', 'patterns.json');
  const version = contentHash();
  const kept = folder === null ? {} : load(path, version);
  const read = files.map((file) => {
    const content = contentOf(file);
    const before = kept[file];
    if (before !== undefined && before.content === content) return before;
    const source = parseSource(file);
    return isUnreadable(source) ? source : { content, facts: factsOf(source) };
  });
  const known = read.filter((one) => 'facts' in one);
  const fresh = Object.fromEntries(known.map((one) => [one.facts.file, one]));
  const isSame = known.length === Object.keys(kept).length && known.every((one) => kept[one.facts.file] === one);
  if (folder !== null && !isSame) save(folder, path, version, fresh);
  return { facts: known.map(({ facts }) => facts), unread: read.filter((one) => 'reason' in one) };
}
