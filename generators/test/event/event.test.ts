import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseEventArguments } from '../../event/event-arguments.ts';
import { generators } from '../../generators.ts';
import { destroyCommand } from '../../lib/destroy-command.ts';
import { generateCommand } from '../../lib/generate-command.ts';
import { fieldTypes } from '../../lib/field.ts';
import { findLayout } from '../../lib/project-layout.ts';
import { runCommand } from '../support/run-command.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';

const real = findLayout(import.meta.dirname);

let project: TempProject;
beforeEach(() => {
  project = tempProject();
  const config = 'prettier.config.js';
  project.write(config, readFileSync(join(real.project, real.app, config), 'utf8'));
  const types = 'src/types/database.types.ts';
  project.write(types, readFileSync(join(real.project, real.app, types), 'utf8'));
  project.write('package.json', '{ "type": "module" }\n');
});
afterEach(() => project.remove());

const generate = (...args: string[]) =>
  runCommand((command) => generateCommand({ ...command, generators }), project.project, args);
const destroy = (...args: string[]) => runCommand(destroyCommand, project.project, args);

describe('generate event', () => {
  it('writes an event that is named, typed and keyed, and its test', async () => {
    expect(await generate('event', 'invoice.paid', 'total:decimal', 'invoice_id:uuid', 'note:text:nullable')).toMatchObject({ code: 0 }); // prettier-ignore
    const text = project.read('src/events/invoice-paid.event.ts');
    expect(text).toContain(`'invoice.paid': z.infer<typeof payload>;`);
    expect(text).toContain('export const invoicePaidEvent = {');
    expect(text).toContain(`satisfies AppEvent<'invoice.paid'>`);
    expect(text).toContain(`key: 'invoice_id'`);
    expect(text).toContain('note: field.text().nullable().default(null)');
    const test = project.read('test/events/invoice-paid.event.test.ts');
    expect(test).toContain(`eventService.emit('invoice.paid', payload)`);
    expect(test).toContain(`['nothing', 'total', 'invoice_id']`);
  });

  it('is keyed by its id where it has one, and by nothing where it tells of no id', async () => {
    await generate('event', 'user.created', 'team_id:uuid', 'id:uuid', 'email:email');
    expect(project.read('src/events/user-created.event.ts')).toContain(`key: 'id'`);
    await generate('event', 'system.started', 'node:string', 'beside_id:uuid:nullable');
    expect(project.read('src/events/system-started.event.ts')).toContain('key: null');
  });

  it('changes nothing at the second time, and is taken back to what was before', async () => {
    const before = project.files();
    await generate('event', 'order_item.sent_back', 'id:uuid');
    const after = project.files();
    expect(Object.keys(after)).toContain('src/events/order-item-sent-back.event.ts');
    expect((await generate('event', 'order_item.sent_back', 'id:uuid')).stdout).toMatch(/^Nothing to do/);
    expect(project.files()).toEqual(after);
    expect(await destroy('event', 'order_item.sent_back')).toMatchObject({ code: 0 });
    expect(project.files()).toEqual(before);
  });

  it.each(fieldTypes.filter((type) => type !== 'enum' && type !== 'references'))('takes a field of type %s', (type) => {
    expect(parseEventArguments(['a.b', `one:${type}`, `two:${type}:nullable`]).fields).toMatchObject([
      { column: 'one', type, nullable: false },
      { column: 'two', type, nullable: true },
    ]);
  });

  it.each([
    [['paid', 'id:uuid'], /"paid" is not the name of an event/],
    [['Invoice.Paid', 'id:uuid'], /is not the name of an event/],
    [['../x.y', 'id:uuid'], /is not the name of an event/],
    [['invoice.paid'], /needs at least one field/],
    [['invoice.paid', 'id'], /Field "id": it is not written name:type/],
    [['invoice.paid', 'id:uid'], /Field "id:uid": "uid" is not a type. Did you mean "uuid"\?/],
    [['invoice.paid', 'customer:references'], /refers by the id alone: type uuid/],
    [['invoice.paid', 'number:string:unique'], /its only modifier is nullable/],
    [['invoice.paid', 'constructor:string'], /every JavaScript object has a property/],
    [['invoice.paid', 'id:uuid', 'id:uuid'], /more than one field "id"/],
  ])('refuses %j', async (args, message) => {
    const before = project.files();
    const { code, stderr } = await generate('event', ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
    expect(project.files()).toEqual(before);
  });
});

describe('generate resource --events', () => {
  const eventsIn = (): string[] => Object.keys(project.files()).filter((path) => path.includes('src/events/'));
  const migration = (): string => {
    const path = Object.keys(project.files()).find((file) => file.endsWith('_create_order_items.sql'));
    return path === undefined ? '' : project.read(path);
  };

  it('has a trigger that tells of each change, and an event of the row for each', async () => {
    const before = project.files();
    await generate('resource', 'order-item', 'title:string', '--events');
    expect(eventsIn()).toEqual(['created', 'deleted', 'updated'].map((verb) => `src/events/order-item-${verb}.event.ts`)); // prettier-ignore
    expect(project.read('src/events/order-item-created.event.ts')).toContain(`'order_item.created': OrderItem;`);
    expect(migration()).toContain(
      `create trigger emit_row_event after insert or update or delete on app."order_items"\n  for each row execute function app.emit_row_event('order_item');`,
    );
    expect(project.read('test/routes/v1/order-items.test.ts')).toContain('events: true');
    expect(await destroy('resource', 'order-item')).toMatchObject({ code: 0 });
    expect(project.files()).toEqual(before);
  });

  it('tells with --soft-delete that a row was put aside, and that it was restored', async () => {
    await generate('resource', 'order-item', 'title:string', '--events', '--soft-delete');
    expect(migration()).toContain(`app.emit_row_event('order_item', 'deleted_at');`);
    expect(eventsIn()).toContain('src/events/order-item-restored.event.ts');
  });

  it('leaves no trace where it was not asked for', async () => {
    await generate('resource', 'order-item', 'title:string');
    expect(migration()).not.toContain('emit_row_event');
    expect(eventsIn()).toEqual([]);
  });

  it('refuses a resource of the name that the events of the kit have', async () => {
    expect(await generate('resource', 'event', 'title:string')).toMatchObject({ code: 2 });
  });
});
