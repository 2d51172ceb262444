import { Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { databaseName, resourceNames } from '../lib/names.ts';
import { nounOf } from '../lib/nouns.ts';

const nouns = `
  person people, category categories, analysis analyses, status statuses, child children, bus buses, address addresses, datum data,
  index indices, matrix matrices, quiz quizzes, criterion criteria, medium media, leaf leaves, knife knives, hero heroes,
  photo photos, day days, boy boys, box boxes, church churches, mouse mice, ox oxen, man men, woman women, foot feet, tooth teeth,
  fish fish, sheep sheep, move moves, sex sexes, process processes, class classes, canvas canvases, lens lenses, alias aliases,
  virus viruses, campus campuses, bonus bonuses, gas gases, release releases, response responses, purchase purchases,
  invoice invoices, license licenses, course courses, database databases, warehouse warehouses, cookie cookies, movie movies,
  cache caches, news news, series series, equipment equipment, information information, software software, sms sms,
  wife wives, life lives, shelf shelves, wolf wolves, roof roofs, proof proofs, chief chiefs, goose geese, house houses,
  case cases, base bases, phase phases, expense expenses, cause causes, use uses, size sizes, prize prizes, branch branches,
  match matches, stomach stomachs, tax taxes, suffix suffixes, business businesses, access accesses, success successes,
  glass glasses, census censuses, corpus corpora, atlas atlases, bias biases, key keys, survey surveys, company companies,
  query queries, policy policies, currency currencies, entity entities, reply replies, tie ties, zombie zombies, shoe shoes,
  badge badges, message messages, exchange exchanges, exercise exercises, service services, device devices, price prices,
  invoice invoices, resource resources, sentence sentences, instance instances, schema schemas, formula formulas, quota quotas,
  persona personas, cactus cacti, radius radii, stadium stadiums, forum forums, premium premiums, human humans, german germans,
  salesman salesmen, specimen specimens, employee employees, fee fees, menu menus, taxi taxis, wiki wikis, emoji emojis, api apis,
  sku skus, glove gloves, wave waves, curve curves, archive archives, drive drives, objective objectives, safe safes, cafe cafes,
  cliff cliffs, staff staff, hash hashes, search searches, speech speeches, echo echoes, piano pianos, potato potatoes,
  video videos, zoo zoos, axis axes, thesis theses, crisis crises, diagnosis diagnoses, vertex vertices, appendix appendices,
  phenomenon phenomena, order orders, user users, group groups, table tables, function functions, grant grants, check checks,
  column columns, interface interfaces, type types, event events, request requests, error errors, promise promises, map maps`
  .split(',')
  .map((pair) => pair.trim().split(' ') as [string, string]);

describe('nounOf', () => {
  it.each(nouns)('knows %s and %s as one noun', (singular, plural) => {
    expect(nounOf(singular)).toEqual({ singular, plural });
    expect(nounOf(plural)).toEqual({ singular, plural });
  });

  it('takes another plural for the usual one', () => {
    expect(nounOf('persons')).toEqual({ singular: 'person', plural: 'people' });
  });

  it('gives no noun whose own numbers would give another one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (word) => {
        const noun = nounOf(word);
        if (noun === null) return;
        expect(nounOf(noun.singular)).toEqual(noun);
        expect(nounOf(noun.plural)).toEqual(noun);
      }),
    );
  });
});

describe('resourceNames', () => {
  const orderItem = {
    singular: 'order_item',
    plural: 'order_items',
    kebab: 'order-item',
    kebabPlural: 'order-items',
    stem: 'orderItem',
    camel: 'orderItem',
    pascal: 'OrderItem',
    human: 'order item',
    humanPlural: 'order items',
  };

  it.each([
    'orderItem',
    'order-item',
    'order_item',
    'OrderItem',
    'orderItems',
    'order-items',
    'order_items',
    'ORDER_ITEM',
  ])('reads %s as the same resource', (input) => expect(resourceNames(input)).toEqual(orderItem));

  it.each([
    ['apiKey', 'api_key', 'ApiKey'],
    ['APIKey', 'api_key', 'ApiKey'],
    ['APIs', 'api', 'Api'],
    ['userAPI', 'user_api', 'UserApi'],
    ['HTTPServer2', 'http_server2', 'HttpServer2'],
  ])('keeps the acronym of %s whole', (input, singular, pascal) => {
    expect(resourceNames(input)).toMatchObject({ singular, pascal });
  });

  it.each(['equipment', 'news', 'series', 'sheep', 'new'])('takes %s, which has no plural', (input) => {
    const names = resourceNames(input);
    expect([names.singular, names.kebab]).toEqual([names.plural, names.kebabPlural]);
  });

  it.each([
    ['class', 'class', 'classRecord', 'Class'],
    ['function', 'function', 'functionRecord', 'FunctionRow'],
    ['delete', 'delete', 'deleteRecord', 'Delete'],
    ['import', 'import', 'importRecord', 'Import'],
    ['package', 'package', 'packageRecord', 'Package'],
    ['interface', 'interface', 'interfaceRecord', 'Interface'],
    ['default', 'default', 'defaultRecord', 'Default'],
    ['user', 'user', 'userRecord', 'User'],
    ['request', 'request', 'requestRecord', 'RequestRow'],
    ['response', 'response', 'responseRecord', 'ResponseRow'],
    ['record', 'record', 'record', 'RecordRow'],
    ['date', 'date', 'date', 'DateRow'],
    ['map', 'map', 'map', 'MapRow'],
    ['promise', 'promise', 'promise', 'PromiseRow'],
    ['order', 'order', 'order', 'Order'],
    ['group', 'group', 'group', 'Group'],
    ['table', 'table', 'table', 'Table'],
    ['select', 'select', 'select', 'Select'],
    ['grant', 'grant', 'grant', 'Grant'],
    ['check', 'check', 'check', 'Check'],
    ['column', 'column', 'column', 'Column'],
    ['type', 'type', 'typeRecord', 'Type'],
  ])('gives %s a variable and a type that hide nothing', (input, stem, camel, pascal) => {
    expect(resourceNames(input)).toMatchObject({ stem, camel, pascal });
  });

  const refusals: [string, RegExp][] = [
    ['', /no name/],
    ['   ', /no name/],
    ['../../evil', /path/],
    ['a/b', /path/],
    ['C:\\x', /path/],
    ['1abc', /digit/],
    ['Ünïcode', /ASCII/],
    ['invoice\u0000', /ASCII/],
    ['in voice', /not a resource name/],
    ['order__item', /not a resource name/],
    ['_order', /not a resource name/],
    ['order-', /not a resource name/],
    ['order_2', /not a resource name/],
    ['$money', /not a resource name/],
    ['constructor', /JavaScript/],
    ['prototype', /JavaScript/],
    ['__proto__', /JavaScript/],
    ['toString', /JavaScript/],
    ['hasOwnProperty', /JavaScript/],
    ['valueOf', /JavaScript/],
    ['basis', /cannot be told apart/],
    ['health', /belongs to the application/],
    ['me', /belongs to the application/],
    ['doc', /belongs to the application/],
    ['docs', /belongs to the application/],
    ['error_log', /belongs to the application/],
    ['errorLogs', /belongs to the application/],
    ['user-role', /belongs to the application/],
    ['auth', /belongs to the application/],
    ['storage', /belongs to the application/],
    ['error', /belongs to the application/],
    ['fields', /belongs to the application/],
    ['resource', /belongs to the application/],
    ['merge-patch', /belongs to the application/],
    ['role', /belongs to the application/],
    ['a'.repeat(35), /at most 35/],
    ['x'.repeat(100_000), /at most 35/],
  ];
  it.each(refusals.map(([input, message]) => ({ input, message, shown: JSON.stringify(input.slice(0, 30)) })))(
    'refuses $shown and says what to do',
    ({ input, message }) => {
      expect(() => resourceNames(input)).toThrow(
        expect.objectContaining({
          message: expect.stringMatching(message),
          exitCode: 2,
          next: expect.stringMatching(/noun/),
        }),
      );
    },
  );

  it('answers any text with safe names or with a usage error', () => {
    const words = fc
      .array(fc.stringMatching(/^[A-Za-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('_'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), words, fc.constant('S')), (input) => {
        try {
          const names = resourceNames(input);
          expect(names.plural).toMatch(/^[a-z][a-z0-9_]{0,34}$/);
          expect(names.kebabPlural).toMatch(/^[a-z][a-z0-9-]*$/);
          for (const plain of [names.camel, names.pascal]) {
            expect(plain in globalThis).toBe(false);
            expect(() => new Script(`'use strict'; const ${plain} = 1; (async () => await ${plain})();`)).not.toThrow();
          }
          const { plural, singular, kebab } = names;
          for (const again of [plural, singular, kebab]) expect(resourceNames(again)).toEqual(names);
        } catch (error) {
          if (error instanceof Error && 'exitCode' in error) expect(error).toMatchObject({ exitCode: 2 });
          else throw error;
        }
      }),
    );
  });
});

describe('databaseName', () => {
  it('leaves what fits', () => expect(databaseName('invoices', 'status', 'idx')).toBe('invoices_status_idx'));

  it('keeps long names apart within 63 bytes', () => {
    const table = 't'.repeat(35);
    const [first, second] = ['a', 'b'].map((end) => databaseName(table, `${'c'.repeat(39)}${end}`, 'idx'));
    expect(first).toHaveLength(63);
    expect(first).not.toBe(second);
    expect(databaseName(table, `${'c'.repeat(39)}a`, 'idx')).toBe(first);
  });
});
