import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { Project } from '../project.ts';
import { endpointsOf, type Endpoint } from '../routes/endpoint.ts';
import { foreignRoutes } from '../routes/foreign-routes.ts';
import { judgeRoute } from '../routes/judge-route.ts';
import { readRoutes } from '../routes/read-routes.ts';

const why = 'PATTERNS.md › Routes.';

const finding = (file: string, line: number, message: string): Finding => ({
  rule: 'conventions/routes',
  file,
  line,
  column: 1,
  message,
  severity: 'error',
});

/** The first file of `src/` that imports a package, and its line; the app where there is none. */
async function importerOf(root: string, name: string | null): Promise<{ file: string; line: number }> {
  const entries = name === null ? [] : await readdir(join(root, 'src'), { recursive: true });
  const files = entries.filter((path) => /\.[cm]?[jt]s$/.test(path)).map((path) => join(root, 'src', path));
  for (const file of files.sort()) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    const index = lines.findIndex((line) => line.includes(`'${name}`) || line.includes(`"${name}`));
    if (index >= 0) return { file, line: index + 1 };
  }
  return { file: join(root, 'src/app.ts'), line: 1 };
}

async function judge({ root }: Project, endpoint: Endpoint): Promise<readonly Finding[]> {
  const { method, url, file, line, package: name } = endpoint;
  if (file !== null) {
    return judgeRoute(endpoint).map((text) => finding(file, line, `${method} ${url}: ${text}. ${why}`));
  }
  const place = await importerOf(root, name);
  const message =
    `${method} ${url} is registered by ${name ?? 'nobody that can be told'}, so nothing here says what it takes and answers. ${why} ` +
    'Register it in a `*.route.ts`; a package that serves what is all its own is named in conventions/routes/foreign-routes.ts.';
  return [finding(place.file, place.line, message)];
}

/** Holds the routes that the running app really has to the form that PATTERNS.md gives them. */
export const routesCheck: Check = {
  name: 'routes',
  async run(project) {
    const report = await readRoutes(project);
    if ('failure' in report) {
      const { file, line, message } = report.failure;
      const todo = 'Mend that; a variable that the app cannot do without gets an example in .env.example';
      return [
        finding(file, line, `The app could not be built, so its routes are not known: ${message} ${why} ${todo}.`),
      ];
    }
    const endpoints = endpointsOf(report.routes).filter(({ package: name }) => !foreignRoutes.includes(name ?? ''));
    const findings = await Promise.all(endpoints.map((endpoint) => judge(project, endpoint)));
    return findings.flat().sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
  },
};
