import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requestContext } from '../context/request-context.ts';
import { outboxAdminRepository } from '../repositories/outbox-admin.repository.ts';
import { type EventName, type EventPayloads, type LoadedEvent, loadedEventSchema } from '../schemas/event.schema.ts';
import { appError } from '../utils/app-error.ts';
import { currentTraceparent } from '../utils/current-traceparent.ts';
import { parseInput } from '../utils/parse-input.ts';

const FOLDER = join(import.meta.dirname, '../events');
const state: { events: ReadonlyMap<string, LoadedEvent> } = { events: new Map() };

const filesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // A project without events has no folder of them.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /\.event\.[jt]s$/.test(name)).map((name) => join(folder, name));
};

const loadFile = async (file: string): Promise<LoadedEvent> => {
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
  const parsed = loadedEventSchema.safeParse(Object.values(exported)[0]);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'its export'}: ${message}`);
  throw appError.internal(
    'invalid_event',
    `${file} is no event (${problems.join('; ')}). Write one with \`npm run generate -- event\`.`,
  );
};

export const eventService = {
  /** Reads the events of `src/events/`, or of another folder. @throws where a file is no event, or two have one name */
  async load(folder = FOLDER): Promise<void> {
    const found = await Promise.all((await filesIn(folder)).map(loadFile));
    const names = found.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw appError.internal('invalid_event', `Two files in ${folder} are the event ${twice}. Keep one of them.`);
    state.events = new Map(found.map((event) => [event.name, event]));
  },

  list: (): readonly LoadedEvent[] => [...state.events.values()],

  /** @throws 500 `unknown_event` */
  get(name: string): LoadedEvent {
    const event = state.events.get(name);
    if (event === undefined) throw appError.internal('unknown_event', `There is no event ${name} in src/events/.`);
    return event;
  },

  /**
   * Says that something has happened; the worker's relay calls the handlers of the event, at least once. The write is of
   * its own: what was written before stays without the event where this fails, and the event stays where what comes after
   * fails. What must not be without its event is written by a database trigger instead (`generate resource --events`).
   * @throws 400 `validation_failed` where the payload breaks a rule that its type cannot tell; 503 where the database is away
   */
  async emit<Name extends EventName>(name: Name, payload: EventPayloads[Name]): Promise<void> {
    const event = eventService.get(name);
    // As it will be read: what JSON does not have is gone.
    const document = JSON.parse(JSON.stringify(parseInput(event.payload, payload)));
    const key = event.key === null ? null : document[event.key];
    await outboxAdminRepository.add({
      name,
      key: key === null || key === undefined ? null : String(key),
      payload: document,
      user_id: requestContext.userId(),
      request_id: requestContext.requestId(),
      traceparent: currentTraceparent(),
    });
  },
};
