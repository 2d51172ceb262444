import type { Change } from './plan-update.ts';
import type { Update } from './update-project.ts';

const headings: readonly (readonly [Change['kind'], string])[] = [
  ['conflict', 'Conflicts, for you to resolve'],
  ['merged', 'Merged with your edits'],
  ['updated', 'Updated'],
  ['added', 'Added'],
  ['removed', 'Removed'],
  ['kept', 'Kept as they are here, though the kit changed them'],
];

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;
const versions = ({ from, to }: Update): string =>
  from.version === to.version
    ? `${from.version} (${from.commit.slice(0, 7)} to ${to.commit.slice(0, 7)})`
    : `${from.version} to ${to.version}`;

const ofKind = (changes: readonly Change[], kind: Change['kind']): readonly Change[] =>
  changes.filter((change) => change.kind === kind);

const listed = (changes: readonly Change[]): string =>
  headings
    .map(([kind, heading]) => [heading, ofKind(changes, kind)] as const)
    .filter(([, found]) => found.length > 0)
    .map(([heading, found]) => {
      const lines = found.map(({ path, note }) => `  ${path}${note === null ? '' : `: ${note}`}\n`);
      return `${heading} (${found.length}):\n${lines.join('')}`;
    })
    .join('\n');

const lockfileText = {
  unchanged: '',
  kit: "package-lock.json: the kit's, since the dependencies are.\n",
  regenerate: 'package-lock.json: npm makes it anew.\n',
  regenerated: 'package-lock.json: made anew by npm.\n',
  stale: 'package-lock.json: not up to date with package.json; run `npm install`.\n',
} as const;

/** What to do after an update, one command or sentence a line. */
export const nextSteps = ({ mode, changes, lockfile, to, behind }: Update): string[] => {
  if (mode !== 'update' || !behind) return [];
  const migrated = changes.some(({ path, kind }) => kind === 'added' && path.startsWith('supabase/migrations/'));
  const conflicts = ofKind(changes, 'conflict').length > 0;
  return [
    ...(conflicts ? ['git diff --check    # shows the conflict markers; resolve them first'] : []),
    ...(lockfile === 'unchanged' ? [] : ['npm install']),
    ...(migrated ? ['npm run db:types    # the kit brought migrations'] : []),
    'npm run verify',
    `git add --all && git commit -m "chore: update the kit to ${to.version}"`,
  ];
};

/** The report for a reader. */
export const reportText = (update: Update): string => {
  const { mode, changes, behind, lockfile, from } = update;
  if (!behind) return `Nothing to do: the project is at the kit's ${from.version}, and that version is not newer.`;
  const conflicts = ofKind(changes, 'conflict').length;
  const numbers = `${count(changes.length, 'file')}, ${count(conflicts, 'conflict')}`;
  if (mode === 'check')
    return (
      `The project is behind the kit: ${versions(update)}. An update would concern ${numbers}.\n` +
      ofKind(changes, 'conflict').map(({ path, note }) => `  ${path}: ${note ?? 'conflict'}\n`).join('') +
      'See all of it with `npm run kit:update -- <kit> --dry-run`.'
    ); // prettier-ignore
  const heading = mode === 'dry-run' ? 'Would update (dry run, nothing was changed)' : 'Updated the kit';
  const body = `${heading}: ${versions(update)}, ${numbers}.\n\n${listed(changes)}\n${lockfileText[lockfile]}`;
  if (mode === 'dry-run') return body.trimEnd();
  const next = nextSteps(update).map((line) => `  ${line}\n`);
  return `${body.trimEnd()}\n\nNext:\n${next.join('')}To take it all back: git restore --staged --worktree . && git clean -fd`;
};
