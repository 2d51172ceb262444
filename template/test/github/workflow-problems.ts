import { parse } from 'yaml';
import { z } from 'zod';

const permissionsSchema = z.record(z.string(), z.enum(['read', 'write', 'none']));
const stepSchema = z.object({
  uses: z.string().nullable().default(null),
  run: z.string().nullable().default(null),
  with: z.record(z.string(), z.unknown()).default({}),
});
const jobSchema = z.object({
  'runs-on': z.string().nullable().default(null),
  'timeout-minutes': z.number().nullable().default(null),
  permissions: permissionsSchema.nullable().default(null),
  steps: z.array(stepSchema).default([]),
});
const workflowSchema = z.object({
  on: z.union([
    z.string().transform((event) => [event]),
    z.array(z.string()),
    z.record(z.string(), z.unknown()).transform(Object.keys),
  ]),
  permissions: permissionsSchema.nullable().default(null),
  concurrency: z.unknown().nullable().default(null),
  jobs: z.record(z.string(), jobSchema),
});

type Job = z.infer<typeof jobSchema>;

/** The one permission to write that a workflow may ask for: CodeQL puts its results into the Security tab. */
const writable = ['security-events'];
const pinned = /^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40}$/;
const checkout = 'actions/checkout@';

function usesProblems(text: string): string[] {
  const lines = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
  return lines.flatMap((line) => {
    const [, action = '', comment = ''] = /uses:\s*(\S+)(.*)$/.exec(line) ?? [];
    if (!pinned.test(action)) return [`${action} is not pinned to a commit: a tag can be moved to other code`];
    return /^ # v\d+\.\d+\.\d+$/.test(comment) ? [] : [`${action} does not say its version: \`# v1.2.3\``];
  });
}

function jobProblems(name: string, job: Job): string[] {
  const { steps, permissions } = job;
  const minutes = job['timeout-minutes'];
  const written = Object.entries(permissions ?? {}).filter(
    ([what, may]) => may === 'write' && !writable.includes(what),
  );
  const keeping = steps.filter(
    ({ uses, with: given }) => uses?.startsWith(checkout) && given['persist-credentials'] !== false,
  );
  const injected = steps.flatMap(({ run }) => [...(run ?? '').matchAll(/\$\{\{\s*(?!matrix\.)(\S+)/g)]);
  return [
    ...(job['runs-on']?.endsWith('-latest') ? [`${name} runs on an image that changes by itself`] : []),
    ...(minutes === null || minutes > 60 ? [`${name} has no timeout-minutes of 60 or less`] : []),
    ...(permissions === null ? [`${name} does not say its permissions`] : []),
    ...written.map(([what]) => `${name} may write ${what}`),
    ...keeping.map(() => `${name} leaves its token in .git/config: persist-credentials: false`),
    ...injected.map(([, what]) => `${name} puts ${what} into a script, where its text is run: hand it over in env`),
  ];
}

/**
 * What is unsafe in a GitHub workflow, a sentence each: actions that are not pinned, permissions, endless jobs, tokens left
 * behind, triggers that run foreign code with secrets, and foreign text in scripts.
 * @throws where the file is no workflow
 */
export function workflowProblems(text: string): string[] {
  const { on, permissions, concurrency, jobs } = workflowSchema.parse(parse(text));
  const dangerous = on.filter((event) => ['pull_request_target', 'workflow_run'].includes(event));
  return [
    ...dangerous.map((event) => `${event} runs the code of a pull request with the repository's secrets`),
    ...(JSON.stringify(permissions) === '{}'
      ? []
      : ['permissions for all jobs: say {} and let each job ask for its own']),
    ...(concurrency === null ? ['no concurrency: runs of outdated commits go on beside the newest'] : []),
    ...usesProblems(text),
    ...Object.entries(jobs).flatMap(([name, job]) => jobProblems(name, job)),
  ];
}
