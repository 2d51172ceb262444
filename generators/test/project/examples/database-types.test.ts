import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { entriesBeyond, sameNamed, withEntries, withoutEntries } from '../../../project/examples/database-types.ts';
import { realKit } from '../support/copy-kit.ts';

const types = await readFile(join(realKit, 'template/src/types/database.types.ts'), 'utf8');
const entry = (section: string, name: string, value: string) => ({ section, name, text: `      ${name}: ${value}\n` });
const added = [
  entry('Tables', 'aaa_first', '{\n        Row: { id: string };\n      };'),
  entry('Tables', 'zzz_last', '{\n        Row: { id: string };\n      };'),
  entry('Views', 'seen', '{\n        Row: { id: string };\n      };'),
  entry('Functions', 'overloaded', '\n        | { Args: { a: string }; Returns: string }\n        | { Args: { b: string }; Returns: string };'),
  entry('Enums', 'kind', "'one' | 'two';"),
  entry('CompositeTypes', 'pair', '{\n        a: string | null;\n      };'),
  entry('Constants', 'kind', "['one', 'two'],"),
]; // prettier-ignore

describe('the types of a schema', () => {
  it('take entries in every section, in the order of their names, and give them back', () => {
    const more = withEntries(types, added);
    expect(entriesBeyond(more, types)).toEqual(added);
    expect(entriesBeyond(types, more)).toEqual([]);
    expect(withEntries(types, added.toReversed())).toBe(more);
    expect(more).toContain("    Enums: {\n      kind: 'one' | 'two';\n    };\n");
    expect(more).toContain("    Enums: {\n      kind: ['one', 'two'],\n    },\n");
    expect(more.indexOf('aaa_first')).toBeLessThan(more.indexOf('error_logs: {'));
    expect(more.indexOf('zzz_last')).toBeLessThan(more.indexOf('    Views: {'));
    expect(withoutEntries(more, added)).toBe(types);
  });

  it('know an entry by its section and name', () => {
    expect(sameNamed(types, entry('Tables', 'error_logs', ''))?.text).toContain('status_code: number;');
    expect(sameNamed(types, entry('Views', 'error_logs', ''))).toBeNull();
  });

  it.each([
    ['nothing', () => ''],
    ['a section less', () => types.replace('    Enums: {', '    Enum: {')],
    ['no constants', () => types.slice(0, types.indexOf('export const Constants'))],
  ])('are refused with %s', (_what, text) => {
    expect(() => withEntries(text(), added)).toThrow('npm run db:types');
  });
});
