import { styleText } from 'node:util';
import type { Followed } from './files-to-follow.ts';
import type { Change } from './plan.ts';
import { unifiedDiff } from './unified-diff.ts';

const colours = { create: 'green', update: 'yellow', overwrite: 'red', unchanged: 'dim', delete: 'red' } as const;

/** Colours only on a terminal; `styleText` looks at the stream and at NO_COLOR itself. */
const coloured = (action: Change['action'], text: string): string =>
  styleText(colours[action], text, { stream: process.stdout });

const lineCount = (content: string): number => content.split('\n').length - (content.endsWith('\n') ? 1 : 0);

/** What was done to a file, and in a dry run what would be. */
const done = {
  create: 'created',
  update: 'updated',
  overwrite: 'overwritten',
  unchanged: 'unchanged',
  delete: 'deleted',
} as const;

const planned = {
  create: 'create',
  update: 'update',
  overwrite: 'overwrite',
  unchanged: 'unchanged',
  delete: 'delete',
} as const;

/** The files as a tree of folders, each file with what was done to it. */
export const fileTree = (writes: readonly Change[]): string => treeOf(writes, done);

const treeOf = (writes: readonly Change[], words: typeof done | typeof planned): string => {
  const lines: string[] = [];
  let open: readonly string[] = [];
  for (const { path, action } of [...writes].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const segments = path.split('/');
    const folders = segments.slice(0, -1);
    const known = folders.findIndex((folder, depth) => folder !== open[depth]);
    for (const [depth, folder] of folders.entries()) {
      if (known !== -1 && depth >= known) lines.push(`${'  '.repeat(depth)}${folder}/`);
    }
    lines.push(`${'  '.repeat(folders.length)}${segments.at(-1) ?? ''}  ${coloured(action, words[action])}`);
    open = folders;
  }
  return lines.join('\n');
};

/** What a dry run shows: the tree, and the difference that is made to each file. */
export const dryRunText = (writes: readonly Change[]): string => `${treeOf(writes, planned)}\n\n${diffText(writes)}`;

/** Each path with its lines, and the difference that is made to it. */
export const diffText = (writes: readonly Change[]): string =>
  writes
    .map((write) => {
      const head = `${coloured(write.action, write.action.padEnd(9))}  ${write.path}  (${lineCount(write.content ?? write.before)} lines)`;
      return [head, ...diffOf(write).map((line) => `    ${line}`)].join('\n');
    })
    .join('\n');

/** All lines of a new file; nothing of one that is deleted, which can be read where it is. */
const diffOf = ({ before, content, action }: Change): string[] => {
  if (content === null || action === 'unchanged') return [];
  return before === null
    ? content
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `+${line}`)
    : unifiedDiff(before, content);
};

/** For each file, the ones that it is like, one a line; nothing when there are none. */
export const followingText = (followed: readonly Followed[]): string =>
  followed.map(({ path, following }) => `${path}: Following the pattern of [${following.join(', ')}]\n`).join('');

/** The next steps, one a line, under a heading; nothing when there are none. */
export const nextText = (next: readonly string[]): string =>
  next.length === 0 ? '' : `Next:\n${next.map((step) => `  ${step}`).join('\n')}\n`;
