import { describe, expect, it } from '@jest/globals';
import { withTypes } from '../../resource/database-types.ts';

const block = (name: string): string =>
  `      ${name}: {\n        Row: {\n          id: string;\n        };\n      };\n`;
const file = (...tables: string[]): string =>
  `export type Database = {\n  app: {\n    Tables: {\n${tables.map(block).join('')}    };\n    Views: {\n      [_ in never]: never;\n    };\n  };\n};\n`;

describe('withTypes', () => {
  it.each([
    ['first', ['b', 'c'], 'a', ['a', 'b', 'c']],
    ['between others', ['a', 'c'], 'b', ['a', 'b', 'c']],
    ['last', ['a', 'b'], 'c', ['a', 'b', 'c']],
    ['in place of itself', ['a', 'b'], 'b', ['a', 'b']],
    ['with "_" before a digit', ['a1s'], 'a_bs', ['a_bs', 'a1s']],
    ['before a longer name', ['order_items'], 'order', ['order', 'order_items']],
  ])('puts a table %s', (_where, before, table, after) => {
    expect(withTypes(file(...before), [{ name: table, block: block(table) }], [])).toBe(file(...after));
  });

  it('refuses a file of another form', () => {
    expect(() => withTypes('export type Database = any;\n', [{ name: 'a', block: block('a') }], [])).toThrow(
      'not in the form',
    );
  });
});
