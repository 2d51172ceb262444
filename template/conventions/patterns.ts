import { enableCompileCache } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run patterns [-- similar <name>] [--json]
  (nothing)                what the code does about each pattern of PATTERNS.md, what departs, which rules are silenced
  similar invoice.service  the two existing files most like one that is about to be written
                           (.service, .repository, .route, .schema, .job, .prompt)
  --json                   prints the same as JSON
`;

const usageError = (message: string): never => {
  process.stderr.write(`${message}\n\n${USAGE}`);
  return process.exit(2);
};

function readCommandLine() {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const;
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return usageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

const { values, positionals } = readCommandLine();
const [command, name, ...rest] = positionals;
const root = dirname(import.meta.dirname);
const shown = (file: string): string => relative(process.cwd(), file);

/** Prints the two files to follow. */
async function showSimilar(wanted: string): Promise<void> {
  const { roles, similarFiles } = await import('./patterns/similar-files.ts');
  const found = similarFiles({ root, name: wanted, drafts: [] });
  if (found === null) {
    return usageError(
      `"${wanted}" does not say what it will be: end it in ${roles.map((role) => `.${role}`).join(', ')}.`,
    );
  }
  const similar = found.map(({ path, reason }) => ({ file: shown(join(root, path)), reason }));
  if (values.json) return void process.stdout.write(`${JSON.stringify({ ok: true, similar })}\n`);
  const lines = similar.map(({ file, reason }) => `${file}\n  ${reason}\n`).join('');
  const none = `There is no other file like ${wanted} in this project. Follow PATTERNS.md; \`npm run generate\` writes the first one.\n`;
  process.stdout.write(lines || none);
}

/** Prints the survey; the exit code is 1 where PATTERNS.md and the code disagree. */
async function showSurvey(): Promise<void> {
  // Half of a short run is the loading of the parser.
  enableCompileCache(join(root, 'node_modules/.cache/node'));
  const { report } = await import('./patterns/report.ts');
  const { reportText } = await import('./patterns/report-text.ts');
  const found = await report(root, shown);
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : reportText(found));
  process.exitCode = found.ok ? 0 : 1;
}

/** Does what the command line says. */
async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(USAGE);
  if (command === undefined) return showSurvey();
  if (command !== 'similar') return usageError(`There is no \`patterns ${command}\`.`);
  if (name !== undefined && rest.length === 0) return showSimilar(name);
  return usageError('Name one file: `npm run patterns -- similar invoice.service`.');
}

await main().catch((error: unknown) => {
  process.stderr.write(
    `The patterns could not be measured: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
