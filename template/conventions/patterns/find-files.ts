import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { locate } from '../locate.ts';
import type { Project } from '../project.ts';

// What is not written by hand, or (the canaries) known to be bad.
const skipped = new Set(['node_modules', 'dist', 'coverage', 'canaries']);
const CODE = /\.[cm]?[jt]s$/;
const GENERATED = /\.d\.[cm]?ts$|^database\.types\.ts$/;

/** Every code file below a folder, in the order of their paths. Links are not followed, so that a loop has no end to find. */
function codeBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : codeBelow(path);
    return entry.isFile() && CODE.test(entry.name) && !GENERATED.test(entry.name) ? [path] : [];
  });
}

/** All code of a project, and (of the kit) what stands beside it: absolute paths. */
export const findCode = ({ top }: Project): string[] => codeBelow(top);

/** Whether a file is of the app or of its tests: what the patterns are measured in. */
export const isMeasured = (file: string): boolean => ['src', 'test'].includes(locate(file).folder);
