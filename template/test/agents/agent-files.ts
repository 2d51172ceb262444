import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { paths } from '../../stack/paths.ts';

// In a project all of it stands in one folder; in the kit a part stands beside template/.
const { root } = paths;
const top = path.dirname(paths.supabase);

export type AgentFile = {
  /** The folder whose scripts and folders it speaks of: absolute. */
  readonly folder: string;
  /** Its path from there. */
  readonly file: string;
};

const found = (folder: string, ...patterns: string[]): AgentFile[] =>
  globSync(patterns, { cwd: folder })
    .sort()
    .map((file) => ({ folder, file }));

/** The files that tell agents, and teams that work with them, what to do. */
export const agentFiles = {
  root,
  top,
  definitions: found(root, '.claude/agents/*.md'),
  forms: found(top, '.github/ISSUE_TEMPLATE/*.yml'),
  rules: found(root, 'AGENTS.md', 'CLAUDE.md'),
  pullRequest: found(top, '.github/pull_request_template.md'),
  /** Only in the kit, which has rules and a guide of its own. */
  kit: root === top ? [] : found(top, 'AGENTS.md', 'CLAUDE.md', 'docs/coding-agents.md'),
};

/** The text of one of them. */
export const textOf = ({ folder, file }: AgentFile): Promise<string> => readFile(path.join(folder, file), 'utf8');
