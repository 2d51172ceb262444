import { enableCompileCache } from 'node:module';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run lint [-- files …] [--fix] [--json] [--baseline]
  files       lints these only (a folder means all below it), with the migrations among them, without what concerns the project as a whole
  --fix       mends what can be mended safely, formatting included
  --json      prints the findings as JSON
  --baseline  records today's violations, after which only new ones fail; run again, it only ever shrinks
`;

const usageError = (message: string): never => {
  process.stderr.write(`${message}\n\n${USAGE}`);
  return process.exit(2);
};

function readCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        fix: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        baseline: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return usageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

const { values, positionals } = readCommandLine();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const cwd = realpathSync(process.cwd());
const missing = positionals.filter((file) => !existsSync(resolve(cwd, file)));
if (missing.length > 0) usageError(`There is no ${missing.join(', no ')}.`);
const outside = positionals.filter((file) => relative(cwd, resolve(cwd, file)).startsWith('..'));
if (outside.length > 0) usageError(`${outside.join(', ')} does not belong to this project.`);
if (values.baseline && positionals.length > 0) usageError('A baseline is of the whole project: leave the files out.');

// Half of a short run is the loading of ESLint: Node keeps what it compiled, here and in the processes that are started.
const { directory } = enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/node'));
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = directory;
const { lintProject } = await import('./lint/lint-project.ts');
const { reportText } = await import('./lint/report.ts');

const { findings, recorded } = await lintProject({
  cwd,
  // The kit is linted from the folder above its template.
  root: existsSync(join(cwd, 'conventions')) ? cwd : dirname(import.meta.dirname),
  files: positionals,
  fix: values.fix,
  baseline: values.baseline,
});
const failed = findings.some(({ severity }) => severity === 'error');
if (values.json) {
  const listed = findings.map((finding) => ({ ...finding, file: relative(cwd, finding.file) }));
  process.stdout.write(`${JSON.stringify({ ok: !failed, findings: listed })}\n`);
} else {
  process.stdout.write(reportText(cwd, findings, process.stdout.isTTY && process.stdout.hasColors()));
  if (recorded !== null) process.stdout.write(`${recorded}\n`);
}
process.exitCode = failed ? 1 : 0;
