import { parseArgs } from 'node:util';
import { createProject, type CreatedProject } from './create-project.ts';
import { isProjectError, messageOf, refusal, type ProjectError } from './project-error.ts';

type Stream = { write: (text: string) => unknown; isTTY?: boolean };

type CliOptions = {
  /** How the command is called, as the reader would type it. */
  command: string;
  kitRoot: string;
  cwd: string;
  stdout: Stream;
  stderr: Stream;
  signal: AbortSignal;
};

const usage = (command: string): string =>
  `Usage: ${command} <folder> [--with <example,…>] [--no-install] [--json]\n\n` +
  'Makes a client project in <folder>, in a git repository of its own. The folder must be new or empty, and lie\n' +
  'outside the kit; its name is the name of the project.\n\n' +
  '  --with <example,…>   lays these examples over the project\n' +
  '  --no-install         leaves `npm install` to you\n' +
  '  --json               prints one JSON document\n';

const parse = (argv: readonly string[], command: string) => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        with: { type: 'string', multiple: true, default: [] },
        'no-install': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [path = '', ...more] = positionals;
    if (!values.help && (path === '' || more.length > 0)) {
      const asked = path === '' ? 'Say which folder' : 'Name one folder only';
      throw refusal('usage', `${asked}, such as: ${command} ../acme-api`);
    }
    const examples = values.with.flatMap((list) => list.split(',')).map((it) => it.trim());
    return { path, help: values.help, install: !values['no-install'], examples: examples.filter((it) => it !== '') };
  } catch (error) {
    if (isProjectError(error)) throw error;
    const [message = ''] = messageOf(error).split('. ');
    throw refusal('usage', `${message}.\n\n${usage(command)}`.trimEnd());
  }
};

const describe = (project: CreatedProject): string => {
  const { name, path, files, kit, examples, next } = project;
  const laid = examples.length === 0 ? '' : ` with ${examples.join(', ')}`;
  return (
    `Made ${name} in ${path}: ${files} files from the kit ${kit}${laid}, committed on main.\n\n` +
    `Next:\n${next.map((line) => `  ${line}\n`).join('')}`
  );
};

const describeError = ({ message, next }: Pick<ProjectError, 'message' | 'next'>): string =>
  `${message}\n${next.length === 0 ? '' : `\nNext:\n${next.map((line) => `  ${line}\n`).join('')}`}`;

const unforeseen = (error: unknown) => ({
  code: 'failed',
  exitCode: 1 as const,
  message: `The project was not made: ${messageOf(error)}`,
  next: [],
});

/**
 * The command line of `new`. With `--json`, stdout holds exactly one JSON document; progress is shown on a terminal only.
 * @returns the exit code: 0 made, 1 failed, 2 refused.
 */
export const runCli = async (argv: readonly string[], options: CliOptions): Promise<0 | 1 | 2> => {
  const { command, kitRoot, cwd, stdout, stderr, signal } = options;
  const json = argv.includes('--json');
  const onTerminal = stderr.isTTY === true;
  try {
    const { help, ...asked } = parse(argv, command);
    if (help) {
      stdout.write(usage(command));
      return 0;
    }
    const onProgress = (line: string) => onTerminal && stderr.write(`${line}\n`);
    const onNote = (line: string) => json || stderr.write(`${line}\n`);
    const project = await createProject({
      ...asked,
      kitRoot,
      cwd,
      onProgress,
      onNote,
      showInstall: onTerminal,
      signal,
    });
    stdout.write(json ? `${JSON.stringify({ ok: true, ...project }, null, 2)}\n` : describe(project));
    return 0;
  } catch (error) {
    const { code, exitCode, message, next } = isProjectError(error) ? error : unforeseen(error);
    if (json) stdout.write(`${JSON.stringify({ ok: false, code, message, next }, null, 2)}\n`);
    else stderr.write(describeError({ message, next }));
    return exitCode;
  }
};
