import { describe, expect, it } from '@jest/globals';
import { lint } from './lint.ts';

const client = "import { supabase } from '../clients/supabase.ts';";
const paths = ['src/repositories/invoice.repository.ts', 'src/services/a.service.ts', 'src/clients/supabase-a.ts'];

// What follows names, calls and patterns back must come to an end, whatever it is given.
describe('the rules that follow code', () => {
  it.each([
    ['constants that name each other', 'const a = b; const b = a; a.from(b).select(); new a(); fetch(a.stdout);'],
    ['a constant of itself', "const a = a; a.rpc('x'); const { b = b } = b; b.from('x').select();"],
    [
      'variables that are assigned in a ring',
      `${client} let a = supabase.from('x'); let b = a; a = b; b = a; a.select();`,
    ],
    ['a client of itself', `${client} let a = supabase; a = a; const b = a; a = b;`],
    [
      'patterns without names',
      `${client} const {} = supabase; const [] = [supabase]; const { ...a } = supabase; void a;`,
    ],
    ['computed and private names', "const o = { #x: 1 }; o['a' + o].from`x`.select(); o?.[o]?.from?.(...o)?.select();"],
    ['spread arguments', 'const a = []; a.from(...a).select(); fetch(...a); new OpenAI(...a); Reflect.get(...a);'],
    [
      'options that are no object',
      "import O from 'openai'; new O(1); new O(...[]); new O(() => ({})); new O({ ...O });",
    ],
    ['empty exports and imports', "export {}; import {} from 'pg'; import {} from 'node:http'; export {} from 'zod';"],
    [
      'names that are strings',
      "import { 'a b' as c } from 'zod'; export { c as 'd e' }; export * as 'f g' from 'ajv';",
    ],
    [
      'names of prototypes',
      "import constructor from 'constructor'; import '__proto__'; import 'toString'; constructor.from();",
    ],
    ['a generator, a label and a with', 'a: for (;;) { break a; } function* b() { yield* fetch; } do ; while (0);'],
    [
      'types of every kind',
      "type A = import('pg').B; type C = typeof fetch; declare module 'pg' { export const d: A; } enum E {}",
    ],
    [
      'decorated and abstract classes',
      '@fetch abstract class A { abstract from(): void; static { fetch; } accessor x = 1; }',
    ],
    ['Windows line ends', `${client}\r\nexport const a =\r\n  supabase\r\n    .from('x')\r\n    .select();\r\n`],
    ['a long chain', `${client} export const a = async () => await supabase.from('x')${'.eq("a", 1)'.repeat(1000)};`],
    ['a deep nest', `export const a = ${'['.repeat(300)}fetch${']'.repeat(300)};`],
    ['nothing', ''],
    ['a byte order mark', '\uFEFFexport const a = 1;'],
  ])('end on %s', async (_, code) => {
    for (const path of paths) await expect(lint(path, code)).resolves.toEqual(expect.any(Array));
  });

  it('report a syntax error as such, and nothing else', async () => {
    const findings = await lint('src/services/a.service.ts', "import pg from 'pg'; const = fetch(;");
    expect(findings.map(({ rule }) => rule)).toEqual(['parser']);
  });

  it('take a file of 10,000 lines', async () => {
    const eight = '\n  // a line'.repeat(8);
    const part = (n: number) => `export const f${n} = (db: Db) =>${eight}\n  db.from('t').select(f${n});\n`;
    const findings = await lint('src/services/a.service.ts', Array.from({ length: 1000 }, (_, n) => part(n)).join(''));
    expect(findings.filter(({ rule }) => rule === 'conventions/database-in-repositories')).toHaveLength(1000);
  }, 30_000);
});
