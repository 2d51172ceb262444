import { getCallSites } from 'node:util';
import { fileURLToPath } from 'node:url';

/** Who registered a route: a line of the project, or else a package; neither where it cannot be told. */
export type Registrar = { readonly file: string | null; readonly line: number; readonly package: string | null };

const packageOf = (path: string): string | null =>
  /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1]?.replace('\\', '/') ?? null;

const pathOf = (script: string): string => (script.startsWith('file:') ? fileURLToPath(script) : script);

/** The innermost line of our own on the stack that leads to here, else the package that called Fastify. */
export function findRegistrar(hook: string): Registrar {
  const sites = getCallSites(200)
    .filter(({ scriptName }) => scriptName !== '' && !scriptName.startsWith('node:'))
    .map(({ scriptName, lineNumber }) => ({ path: pathOf(scriptName), line: lineNumber }));
  const callers = sites.filter(({ path }) => path !== hook && path !== import.meta.filename);
  const own = callers.find(({ path }) => packageOf(path) === null);
  if (own !== undefined) return { file: own.path, line: own.line, package: null };
  const foreign = callers.map(({ path }) => packageOf(path)).find((name) => name !== 'fastify' && name !== 'avvio');
  return { file: null, line: 1, package: foreign ?? null };
}
