import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { resourceNames } from '../lib/names.ts';
import { isGlobalType, isLocalName } from '../lib/reserved-names.ts';

const folder = join(import.meta.dirname, '../resource/templates');
// What a template prints of the resource becomes `ø`, so that what is left is the template's own.
const sources = readdirSync(folder)
  .filter((file) => !/^(migration|database-types)\.hbs$/.test(file))
  .map((file) => readFileSync(join(folder, file), 'utf8').replace(/\{\{\{?[#/].*?\}\}|\{\{else\}\}/g, ''))
  // A parameter of its own, and the comma after it, in front of the others.
  .map((text) => text.replace(/\{\{scope(?:Arg)?\}\}/g, ''))
  .map((text) => text.replace(/\{?\{\{.*?\}\}\}?/g, 'ø'));

const found = (pattern: RegExp): string[][] =>
  sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match.slice(1)));
const pieces = (list: string): string[] =>
  list
    .replace(/[{}]/g, '')
    .split(',')
    .map((piece) => piece.trim().replace(/^\.\.\./, ''))
    .filter((piece) => piece !== '');

const imports = found(/import (type )?\{([^}]*)\} from/g).flatMap(([isType, list = '']) =>
  pieces(list).map((piece) => (isType === undefined ? piece : `type ${piece}`)),
);
const constants = found(/const (\w+)/g).flat();
const taken = found(/const \{([^}]*)\} =/g).flatMap(([list = '']) => pieces(list).map((it) => it.replace(/^.*: /, '')));
const parameters = found(/\(([^()]*)\)(?:: [^={]*)?\s*(?:=>|\{\n)/g).flatMap(([list = '']) =>
  pieces(list).map((piece) => piece.replace(/:.*/, '').trim()),
);

// Only names that a resource could have: its variable begins small, its type with a capital.
const own = (names: readonly string[], form: RegExp): string[] => [...new Set(names)].filter((name) => form.test(name));
const values = own([...imports, ...constants, ...taken, ...parameters], /^[a-z][A-Za-z0-9]*$/);
const types = own(
  imports.filter((name) => name.startsWith('type ')).map((name) => name.slice('type '.length)),
  /^[A-Z][A-Za-z0-9]*$/,
);

describe('the names that the templates use themselves', () => {
  it('are found wherever a template brings one in', () => {
    expect(values).toEqual(
      expect.arrayContaining([
        'appError',
        'keyset',
        'changed',
        'current',
        'before',
        'limit',
        'filters',
        'patch',
        'reply',
      ]),
    );
    expect(types).toEqual(expect.arrayContaining(['AppError', 'Page', 'TestUser', 'FastifyPluginAsyncZod']));
  });

  it('are no variable of a resource', () => expect(values.filter((name) => !isLocalName(name))).toEqual([]));

  it('are no type of a resource', () => expect(types.filter((name) => !isGlobalType(name))).toEqual([]));

  it('are no name that a resource makes with a suffix', () => {
    const stems = values.flatMap((name) => /^(.+)(?:Schema|Repository|Service|Sample)$/.exec(name)?.[1] ?? []);
    expect(stems).toContain('mergePatch');
    for (const stem of stems) expect(() => resourceNames(stem)).toThrow('belongs to the application');
  });

  it.each([
    ['page', 'pageRecord', 'PageRow'],
    ['current', 'currentRecord', 'Current'],
    ['changed', 'changedRecord', 'Changed'],
    ['app-error', 'appErrorRecord', 'AppErrorRow'],
  ])('leave %s another one', (input, camel, pascal) => expect(resourceNames(input)).toMatchObject({ camel, pascal }));
});
