import { refusal } from './project-error.ts';

const maxLength = 214; // npm's own limit
const pattern = /^[a-z][a-z0-9._-]*$/;
// npm refuses these two, whatever they are made of. A name such as `constructor` is fine: it is only ever a value.
const reserved = ['node_modules', 'favicon.ico'];

/** A valid name near `name`: accents dropped, anything odd turned into dashes. */
const suggestName = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  const suggestion = (/^[a-z]/.test(plain) ? plain : `app-${plain}`).slice(0, 60).replace(/[._-]+$/, '');
  return plain === '' || reserved.includes(suggestion) ? 'acme-api' : suggestion;
};

/**
 * Holds a project's name against what npm takes: lower-case ASCII letters, digits, `-`, `_` and `.`, a letter first,
 * at most 214 characters.
 * @throws `bad_name` (exit code 2), with a name that would do.
 */
export const checkProjectName = (name: string): string => {
  if (pattern.test(name) && name.length <= maxLength && !reserved.includes(name)) return name;
  const why = reserved.includes(name)
    ? 'npm keeps that name for itself'
    : name.length > maxLength
      ? `it is longer than ${maxLength} characters`
      : 'a name starts with a letter a-z and goes on with a-z, 0-9, "-", "_" or "."';
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  throw refusal('bad_name', `"${shown}" cannot be a project's name: ${why}. Try "${suggestName(name)}".`);
};
