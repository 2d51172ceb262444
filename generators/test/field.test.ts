import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldModifiers, fieldTypes, parseField } from '../lib/field.ts';
import { parseResourceArguments } from '../lib/resource-arguments.ts';

const plain = { nullable: false, unique: false, index: false, values: [], references: null };

/** The message of the usage error that a call throws. */
const problemsOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 2, next: expect.stringMatching(/name:type/) });
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was refused';
};

describe('parseField', () => {
  it.each([
    'string',
    'text',
    'integer',
    'bigint',
    'decimal',
    'boolean',
    'date',
    'datetime',
    'uuid',
    'json',
    'email',
    'url',
  ])('reads %s', (type) => {
    expect(parseField(`due_on:${type}`)).toEqual({ ...plain, name: 'due_on', column: 'due_on', human: 'due on', type });
  });

  it.each([
    ['a:string:nullable', { nullable: true, unique: false, index: false }],
    ['a:string:unique:nullable', { nullable: true, unique: true, index: false }],
    ['a:string:index:nullable:unique', { nullable: true, unique: true, index: true }],
  ])('reads the modifiers of %s in any order', (text, expected) => expect(parseField(text)).toMatchObject(expected));

  it('reads an enum', () => {
    expect(parseField('status:enum(draft|sent_2):index')).toMatchObject({
      type: 'enum',
      values: ['draft', 'sent_2'],
      index: true,
    });
    expect(parseField('only:enum(one)')).toMatchObject({ values: ['one'] });
  });

  it.each([
    ['customer:references', 'customer', 'customer_id', 'customers'],
    ['customer_id:references:nullable', 'customer', 'customer_id', 'customers'],
    ['parent:references(categories)', 'parent', 'parent_id', 'categories'],
    ['parent:references(category)', 'parent', 'parent_id', 'categories'],
    ['lineManager:references(person)', 'line_manager', 'line_manager_id', 'people'],
  ])('reads the reference %s, indexed without being asked', (text, name, column, table) => {
    expect(parseField(text)).toMatchObject({
      type: 'references',
      name,
      column,
      index: true,
      references: { plural: table },
    });
  });

  it.each([['dueOn'], ['due-on'], ['due_on'], ['DueOn']])('writes %s as due_on', (name) =>
    expect(parseField(`${name}:date`).column).toBe('due_on'),
  );

  it.each(['order', 'user', 'from', 'group', 'check', 'default', 'select', 'address_line_1'])(
    'allows %s, since SQL is quoted',
    (name) => {
      expect(parseField(`${name}:string`).column).toBe(name);
    },
  );

  const many = Array.from({ length: 51 }, (_unused, index) => `v${index}`);
  it.each<[string, RegExp]>([
    ['', /no name.*\n.*no type/],
    ['total', /no type/],
    [':string', /colon/],
    ['total:', /colon/],
    ['total::nullable', /colon/],
    ['total:string:', /colon/],
    ['total:enum(a', /parenthesis/],
    ['total:strng', /not a type\. Did you mean "string"\?/],
    ['total:ENUM', /not a type\. Did you mean "enum"\?/],
    ['total:money', /"money" is not a type\.$/],
    ['total:decimal(10)', /nothing in parentheses/],
    ['total:decimal:nulable', /not a modifier\. Did you mean "nullable"\?/],
    ['total:decimal:nullable:nullable', /"nullable" is there twice/],
    ['a:json:unique', /json cannot be unique: /],
    ['a:text:unique', /text cannot be unique: /],
    ['a:boolean:unique', /boolean cannot be unique: /],
    ['a:json:index', /json cannot be indexed: /],
    ['a:text:index', /text cannot be indexed: /],
    ['a:enum', /needs its values/],
    ['a:enum()', /needs its values/],
    ['a:enum(a,b)', /"a,b" cannot be an enum value/],
    ['a:enum(A|1|b-c||é)', /"A", "1", "b-c", "", "é" cannot be an enum value/],
    ['a:enum(x|y|x)', /"x" twice/],
    [`a:enum(${many.join('|')})`, /at most 50 values, not 51/],
    [`a:enum(${'v'.repeat(64)})`, /cannot be an enum value/],
    ['a:references(../../evil)', /path/],
    ['a:references(1x)', /digit/],
    ['constructor:string', /unsafe/],
    ['__proto__:string', /unsafe/],
    ['toString:string', /unsafe/],
    ['Constructor:string', /unsafe/],
    ['größe:string', /ASCII/],
    ['1st:string', /not a name/],
    ['a b:string', /not a name/],
    ['a__b:string', /not a name/],
    ['a";drop:string', /not a name/],
    ['id:uuid', /already/],
    ['ownerId:uuid', /already/],
    ['owner:references(user)', /already/],
    ['version:integer', /already/],
    ['created_at:datetime', /already/],
    ['updatedAt:datetime', /already/],
    ['limit:integer', /query parameter/],
    ['cursor:string', /query parameter/],
    ['sort:string', /query parameter/],
    ['q:string', /query parameter/],
    ['ctid:string', /system column/],
    [`${'c'.repeat(41)}:string`, /41 bytes; at most 40/],
    [`${'c'.repeat(38)}:references(user)`, /41 bytes; at most 40/],
  ])('refuses %s', (text, message) => expect(problemsOf(() => parseField(text))).toMatch(message));

  it('reads back whatever good field is written', () => {
    const field = fc.record({
      name: fc.stringMatching(/^[a-z]{2,10}(_[a-z]{2,8}){1,2}$/),
      type: fc.constantFrom(
        'string',
        'integer',
        'bigint',
        'decimal',
        'date',
        'datetime',
        'uuid',
        'email',
        'url',
        'enum(a|b)',
      ),
      modifiers: fc.shuffledSubarray([...fieldModifiers]),
    });
    fc.assert(
      fc.property(field, ({ name, type, modifiers }) => {
        fc.pre(!(type.startsWith('enum') && modifiers.includes('unique')));
        fc.pre(!['owner_id', 'created_at', 'updated_at'].includes(name));
        const read = parseField([name, type, ...modifiers].join(':'));
        expect(read).toMatchObject({ column: name, type: type.replace('(a|b)', '') });
        expect(fieldModifiers.filter((modifier) => read[modifier]).sort()).toEqual([...modifiers].sort());
      }),
    );
  });

  it('answers any text with a field or a usage error', () => {
    const pieces = fc.array(
      fc.constantFrom(':', '(', ')', '|', 'a', 'enum', ...fieldTypes, ...fieldModifiers, 'é', ' '),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((all) => all.join('')),
        ),
        (text) => {
          try {
            expect(parseField(text).column).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
          } catch (error) {
            expect(error).toMatchObject({ exitCode: 2 });
          }
        },
      ),
    );
  });
});

describe('parseResourceArguments', () => {
  it('reads a name and its fields in their order', () => {
    const { names, fields } = parseResourceArguments(['invoice', 'number:string', 'total:decimal']);
    expect(names.plural).toBe('invoices');
    expect(fields.map(({ column }) => column)).toEqual(['number', 'total']);
  });

  it('tells every problem at once', () => {
    const message = problemsOf(() =>
      parseResourceArguments(['1abc', 'a:strng', 'b', 'c:json:unique:indx', 'dueOn:date', 'due_on:date']),
    );
    expect(message.split('\n')).toEqual([
      expect.stringMatching(/"1abc" begins with a digit/),
      expect.stringMatching(/"strng" is not a type/),
      expect.stringMatching(/"b": it has no type/),
      expect.stringMatching(/a json cannot be unique/),
      expect.stringMatching(/"indx" is not a modifier/),
      expect.stringMatching(/More than one field has the column "due_on"/),
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['no field', ['invoice'], /at least one field/],
    [
      '61 fields',
      ['invoice', ...Array.from({ length: 61 }, (_unused, index) => `f${index}:string`)],
      /at most 60 fields, not 61/,
    ],
    [
      'a reference and a field with its column',
      ['invoice', 'customer:references', 'customer_id:uuid'],
      /column "customer_id"/,
    ],
  ])('refuses %s', (_case, args, message) => expect(problemsOf(() => parseResourceArguments(args))).toMatch(message));

  it('takes 60 fields', () => {
    expect(
      parseResourceArguments(['a', ...Array.from({ length: 60 }, (_unused, index) => `f${index}:string`)]).fields,
    ).toHaveLength(60);
  });
});
