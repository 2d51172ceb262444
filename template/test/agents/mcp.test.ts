import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { agentFiles, textOf } from './agent-files.ts';

const { root, definitions } = agentFiles;

const fromEnvironment = z
  .string()
  .regex(/^(Bearer )?\$\{[A-Z][A-Z0-9_]*\}$/, 'is no ${VARIABLE}: a secret is not for git');
const values = z.record(z.string(), fromEnvironment).default({});
const serverSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('http'), url: z.string().startsWith('https://'), headers: values }),
  z.strictObject({ type: z.literal('stdio'), command: z.string(), args: z.array(z.string()).default([]), env: values }),
]);
const fileSchema = z.strictObject({ mcpServers: z.record(z.string(), serverSchema) });

const servers = async () => fileSchema.parse(JSON.parse(await textOf({ folder: root, file: '.mcp.json' }))).mcpServers;

describe('.mcp.json', () => {
  it('has Context7 and Linear', async () => {
    expect(await servers()).toMatchObject({
      context7: { type: 'http', url: 'https://mcp.context7.com/mcp' },
      linear: { type: 'http', url: 'https://mcp.linear.app/mcp' },
    });
  });

  it('has Supabase for reading the schema of one project', async () => {
    const { supabase } = await servers();
    const url = new URL(supabase?.type === 'http' ? supabase.url : 'https://none.invalid');
    expect(`${url.origin}${url.pathname}`).toBe('https://mcp.supabase.com/mcp');
    // Without a default: an empty project_ref would open every project of the account.
    expect(Object.fromEntries(url.searchParams)).toEqual({
      project_ref: '${SUPABASE_PROJECT_REF}',
      read_only: 'true',
      features: 'database',
    });
  });
});

const builtIn = ['Read', 'Write', 'Edit', 'Glob', 'Grep', 'Bash', 'WebFetch', 'WebSearch'];
const frontmatterSchema = z.strictObject({
  name: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  description: z.string().min(40),
  tools: z.string().transform((list) => list.split(/,\s*/)),
  model: z.enum(['inherit', 'haiku', 'sonnet', 'opus']),
});

describe.each(definitions.map((each) => [each.file, each] as const))('%s', (file, each) => {
  it('is an agent of that name, with tools that there are, and follows AGENTS.md', async () => {
    const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.+)$/s.exec(await textOf(each)) ?? [];
    const { name, tools } = frontmatterSchema.parse(parse(front));
    expect(name).toBe(path.basename(file, '.md'));
    const known = [...builtIn, ...Object.keys(await servers()).map((server) => `mcp__${server}`)];
    for (const tool of tools) expect(known).toContain(tool);
    expect(body).toContain('`AGENTS.md`');
  });
});
