import { failure } from '../project-error.ts';

/** A table, view, function, enum or composite type, in the text that `npm run db:types` gave it. */
export type Entry = { section: string; name: string; text: string };

type Section = { name: string; body: string; start: number; end: number };

const EMPTY = '      [_ in never]: never;\n';
const CONSTANTS = 'export const Constants';

const oddForm = (): Error =>
  failure(
    'odd_types',
    'src/types/database.types.ts is not in the form that `npm run db:types` writes. Write it anew with that, commit it, and run this again.',
  );

const sectionOf = (text: string, name: string): Section => {
  const head = `\n    ${name}: {\n`;
  const start = text.indexOf(head) + head.length;
  const end = text.indexOf('\n    };\n', start - 1) + 1;
  if (start < head.length || end === 0) throw oddForm();
  return { name, body: text.slice(start, end), start, end };
};

/** The values of the enums, at the end of the file: `Enums: {},` where there is none. */
const constantsOf = (text: string): Section => {
  const [from, head] = [text.indexOf(CONSTANTS), '\n    Enums: {'];
  const start = text.indexOf(head, Math.max(0, from)) + head.length;
  if (from < 0 || start < head.length) throw oddForm();
  if (text.startsWith('}', start)) return { name: 'Constants', body: '', start, end: start };
  const end = text.indexOf('\n    },\n', start) + 1;
  if (end === 0) throw oddForm();
  return { name: 'Constants', body: text.slice(start + 1, end), start, end };
};

const sectionsOf = (text: string): Section[] => [
  ...['Tables', 'Views', 'Functions', 'Enums', 'CompositeTypes'].map((name) => sectionOf(text, name)),
  constantsOf(text),
];

const entriesIn = ({ name: section, body }: Section): Entry[] =>
  body
    .split(/^(?= {6}['\w])/m)
    .flatMap((text) => {
      const [, name] = /^ {6}'?([^':[\n]+)'?:/.exec(text) ?? [];
      return name === undefined ? [] : [{ section, name, text }];
    }); // prettier-ignore

const isSameName = (a: Entry, b: Entry): boolean => a.section === b.section && a.name === b.name;

const bodyOf = (section: string, entries: readonly Entry[]): string => {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ text }) => text).join(''); // prettier-ignore
  if (section !== 'Constants') return sorted === '' ? EMPTY : sorted;
  return sorted === '' ? '' : `\n${sorted}    `;
};

const change = (text: string, change: (own: readonly Entry[], section: string) => readonly Entry[]): string =>
  sectionsOf(text).reduceRight((changed, section) => {
    const own = entriesIn(section);
    const wanted = change(own, section.name);
    if (wanted.length === own.length) return changed;
    const end = section.name === 'Constants' && section.body !== '' ? section.end + 4 : section.end;
    return changed.slice(0, section.start) + bodyOf(section.name, wanted) + changed.slice(end);
  }, text);

/** All that the types of a schema name. @throws `odd_types` where the text has another form. */
const entriesOf = (text: string): Entry[] => sectionsOf(text).flatMap(entriesIn);

/** What `text` names and `other` does not. @throws `odd_types`. */
export const entriesBeyond = (text: string, other: string): Entry[] => {
  const known = entriesOf(other);
  return entriesOf(text).filter((entry) => !known.some((one) => isSameName(one, entry)));
};

/** The entry of a text under the same name, or null. @throws `odd_types`. */
export const sameNamed = (text: string, entry: Entry): Entry | null =>
  entriesOf(text).find((one) => isSameName(one, entry)) ?? null;

/** Puts entries where `npm run db:types` would write them. @throws `odd_types`. */
export const withEntries = (text: string, added: readonly Entry[]): string =>
  change(text, (own, section) => [...own, ...added.filter((entry) => entry.section === section)]);

/** Takes entries out, by their names. @throws `odd_types`. */
export const withoutEntries = (text: string, removed: readonly Entry[]): string =>
  change(text, (own) => own.filter((entry) => !removed.some((one) => isSameName(one, entry))));
