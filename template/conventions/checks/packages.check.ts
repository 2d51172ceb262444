import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { type JsonValue, parseJson } from '../parse-json.ts';
import { isLocal, refusalOf } from '../refused-packages.ts';

const RULE = 'conventions/packages';
/** What npm and others install from, as lists of `name: version`. */
const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
/** What replaces a package deep down: a key here only names what is there anyhow, a value may bring another. */
const replacements = ['overrides', 'resolutions'];

/**
 * The names of the package that a version asks for instead of its key: `npm:pg@8`, and what a repository or a tarball
 * is called (`github:sindresorhus/got`, `https://…/got/-/got-14.0.0.tgz`).
 */
function otherNames(version: string): readonly string[] {
  const alias = /^(?:npm|jsr):(@?[^@]+)/.exec(version)?.[1];
  if (alias !== undefined) return [alias];
  if (!version.includes('/') || /^(?:file|link|workspace):/.test(version)) return [];
  const path = version.replace(/[?#].*$/, '').replace(/(?:\.git|\/-\/.*|\/archive\/.*|\/tarball\/.*)$/, '');
  const parts = path
    .replace(/^\w[\w+]*:/, '')
    .split('/')
    .filter((part) => part !== '');
  return [parts.at(-1) ?? '', parts.slice(-2).join('/')];
}

/** Why one of the names that a package goes by is refused, or null. `key` is the name it is installed by. */
function reasonOf(key: string, version: unknown, mayBeLocal: boolean): string | null {
  const others = typeof version === 'string' ? otherNames(version) : [];
  for (const name of [key, ...others]) {
    const refusal = refusalOf(name);
    if (refusal === null || (mayBeLocal && isLocal(name))) continue;
    const { section, what, why, instead } = refusal;
    const named = name === key ? `'${name}'` : `'${name}', installed as '${key}',`;
    const local = isLocal(name) ? ' (The embedded stack may have it in `devDependencies`.)' : '';
    return `${named} ${what}. PATTERNS.md › ${section}: ${why}. Take it out with \`npm uninstall ${key}\`. ${instead}${local}`;
  }
  return null;
}

type Place = { readonly line: number; readonly column: number };
type Report = (place: Place, message: string) => void;

const notAnObject = (name: string): string =>
  `\`${name}\` is not an object of names and versions. PATTERNS.md › Single provider: what is installed is checked here. Write \`"${name}": { "name": "1.2.3" }\`.`;

function checkList(name: string, list: JsonValue, report: Report): void {
  if (list.entries === null) return report(list, notAnObject(name));
  for (const { key, value, ...place } of list.entries) {
    const reason = reasonOf(key, value.scalar, name === 'devDependencies');
    if (reason !== null) report(place, reason);
  }
}

function checkReplacements(object: JsonValue, report: Report): void {
  for (const { key, value } of object.entries ?? []) {
    checkReplacements(value, report);
    const others = typeof value.scalar === 'string' ? otherNames(value.scalar) : [];
    const refusal = others.map(refusalOf).find((found) => found !== null);
    if (refusal === undefined) continue;
    const { section, what, why, instead } = refusal;
    const message = `What replaces '${key}' ${what}. PATTERNS.md › ${section}: ${why}. Take this entry out. ${instead}`;
    report(value, message);
  }
}

function checkText(file: string, text: string): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = ({ line, column }, message) => {
    findings.push({ rule: RULE, file, line, column, message, severity: 'error' });
  };
  const parsed = parseJson(text);
  if ('problem' in parsed) {
    report(
      parsed,
      `package.json cannot be read: ${parsed.problem}. PATTERNS.md › Single provider: its packages are checked here. Mend the JSON.`,
    );
  } else if (parsed.entries === null) {
    report(
      parsed,
      'package.json is not an object. PATTERNS.md › Single provider: its packages are checked here. Write `{ "name": … }`.',
    );
  } else {
    for (const { key, value } of parsed.entries) {
      if (lists.includes(key)) checkList(key, value, report);
      if (replacements.includes(key)) checkReplacements(value, report);
    }
  }
  return findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** No package in package.json that a convention keeps out, by whichever name it is installed. */
export const packagesCheck: Check = {
  name: 'packages',
  async run({ root, top }) {
    const files = [...new Set([top, root])].map((folder) => join(folder, 'package.json'));
    const findings = await Promise.all(
      files.map((file) =>
        readFile(file, 'utf8').then(
          (text) => checkText(file, text),
          (error: NodeJS.ErrnoException): readonly Finding[] => {
            if (error.code === 'ENOENT') return [];
            const message = `package.json cannot be read: ${error.message}. PATTERNS.md › Single provider: its packages are checked here. Put a readable file there.`;
            return [{ rule: RULE, file, line: 1, column: 1, message, severity: 'error' }];
          },
        ),
      ),
    );
    return findings.flat();
  },
};
