import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { singularize } from 'inflection';

/** The roles of files that have models to follow. */
export const roles = ['service', 'repository', 'route', 'schema', 'job', 'prompt'] as const;
export type Role = (typeof roles)[number];

/** One file of a role: `src/services/invoice-line.service.ts` is the service of `invoice-line`. */
export type RoleFile = { readonly path: string; readonly text: string };
type Known = {
  readonly path: string;
  readonly role: Role;
  readonly subject: string;
  readonly shape: ReadonlySet<string>;
};

/** A file to follow, and why. */
export type Similar = { readonly path: string; readonly reason: string };

const RESOURCE: readonly Role[] = ['schema', 'repository', 'service', 'route'];
const ROLE_FILE = /(?:^|\/)([^/]+)\.(\w+)\.[cm]?[jt]s$/;
const WEIGHT = { alike: 1, name: 0.5, whole: 0.2, usual: 0.2 } as const;
const NAMED = 4;

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Reads `invoice.service`, or a path that ends so: whose file it is (in the singular), and its role. Null for anything else. */
export function readName(name: string): { readonly subject: string; readonly role: Role } | null {
  const [, subject = '', role = ''] = ROLE_FILE.exec(name) ?? ROLE_FILE.exec(`${name}.ts`) ?? [];
  return subject !== '' && isRole(role) ? { subject: singularize(subject), role } : null;
}

const known = (file: RoleFile): Known[] => {
  const name = readName(file.path);
  return name === null ? [] : [{ ...name, path: file.path, shape: shapeOf(file.text, name.subject) }];
};

function filesOf(root: string): RoleFile[] {
  const source = join(root, 'src');
  if (!existsSync(source)) return [];
  const entries = readdirSync(source, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && readName(entry.name) !== null)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      path: path
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
      text: readFileSync(path, 'utf8'),
    }));
}

/** What a file is made of: its keys and methods, what it imports, which routes it has. Read from its text, not parsed: it only ranks. */
function shapeOf(text: string, subject: string): Set<string> {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line));
  const parts = lines.flatMap((line) => {
    const key = /^ {1,4}(?:async )?'?(\w+)'?(?:\(|:|,$)/.exec(line)?.[1];
    const source = /\bfrom '([^']+)'/
      .exec(line)?.[1]
      ?.replace(/[^/]+(?=\.\w+\.ts$)/, (name) => (singularize(name) === subject ? '*' : name));
    const call = /^\s+\w+\.(get|post|put|patch|delete)\($/.exec(line)?.[1];
    return [key ?? '', source === undefined ? '' : `import ${source}`, call === undefined ? '' : `${call} route`];
  });
  return new Set(parts.filter((part) => part !== ''));
}

function overlap(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): { readonly share: number; readonly common: string[] } {
  const common = [...a].filter((one) => b.has(one));
  const all = new Set([...a, ...b]).size;
  return { share: all === 0 ? 0 : common.length / all, common };
}

const keysOf = (common: readonly string[]): string => {
  const keys = common.filter((one) => /^\w+$/.test(one));
  return keys.length === 0
    ? 'the same imports'
    : [...keys.slice(0, NAMED), ...(keys.length > NAMED ? ['…'] : [])].join(', ');
};

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

/** How like one subject's files are to another's: of the roles that both have, the mean of what they share. */
function compare(
  own: readonly Known[],
  others: readonly Known[],
  target: { subject: string; role: Role },
  candidate: Known,
) {
  const pairs = own.flatMap((mine) => {
    const theirs = others.find(({ role, subject }) => role === mine.role && subject === candidate.subject);
    return theirs === undefined ? [] : [{ role: mine.role, ...overlap(mine.shape, theirs.shape) }];
  });
  const alike = mean(pairs.map(({ share }) => share));
  const [best] = pairs.filter(({ common }) => common.length > 0).sort((a, b) => b.share - a.share);
  const name = overlap(new Set(target.subject.split('-')), new Set(candidate.subject.split('-')));
  const peers = others.filter(({ role, path }) => role === candidate.role && path !== candidate.path);
  const usual = mean(peers.map(({ shape }) => overlap(shape, candidate.shape).share));
  const has = RESOURCE.filter((role) => others.some((one) => one.role === role && one.subject === candidate.subject));
  const reasons = [
    ...(best === undefined
      ? []
      : [`its ${best.role} is ${Math.round(best.share * 100)} % the same: ${keysOf(best.common)}`]),
    ...(name.common.length === 0 ? [] : [`the name has "${name.common.join('-')}" as well`]),
    ...(has.length === RESOURCE.length ? ['it has a schema, a repository, a service and a route'] : []),
  ];
  const score =
    WEIGHT.alike * alike +
    WEIGHT.name * name.share +
    (WEIGHT.whole * has.length) / RESOURCE.length +
    WEIGHT.usual * usual;
  return { score, path: candidate.path, reason: reasons.join('; ') || `it is a ${candidate.role} too` };
}

type Question = {
  /** The folder of `src/`: absolute. */
  readonly root: string;
  /** What is about to be written: `invoice.service`. */
  readonly name: string;
  /** What is known of it already: the files that a generator is about to write, by their paths below `root`. */
  readonly drafts: readonly RoleFile[];
};

/**
 * The two existing files of the same role that are most like the one about to be written. Of that one nothing may be known
 * but its name, so what is compared are subjects: the invoice's schema, repository and so on, as far as they are there
 * (or are drafts), with the product's. Keys, methods, imports and routes count most, words of the name half as much, and
 * a little that the other is a whole resource (schema, repository, service, route) and written as its peers are.
 * @returns at most two, the best first; null where the name says no role
 */
export function similarFiles({ root, name, drafts }: Question): readonly Similar[] | null {
  const target = readName(name);
  if (target === null) return null;
  const drafted = new Set(drafts.map(({ path }) => path));
  const files = filesOf(root)
    .filter(({ path }) => !drafted.has(path))
    .flatMap(known);
  const own = [...files, ...drafts.flatMap(known)].filter(({ subject }) => subject === target.subject);
  const others = files.filter(({ subject }) => subject !== target.subject);
  return others
    .filter(({ role }) => role === target.role)
    .map((candidate) => compare(own, others, target, candidate))
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ path, reason }) => ({ path, reason }));
}
