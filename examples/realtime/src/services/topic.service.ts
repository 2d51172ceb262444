import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { topicRepository } from '../repositories/topic.repository.ts';
import { appError } from '../utils/app-error.ts';
import type { Topic } from '../utils/define-topic.ts';
import { parseInput } from '../utils/parse-input.ts';

const FOLDER = join(import.meta.dirname, '../topics');
const MAX_BYTES = 65_536;
const state: { topics: readonly Topic[] } = { topics: [] };

const loadedTopicSchema = z.object({
  name: z.string().regex(/^[a-z][a-z\d-]*(\.(:[a-z_]+|[a-z][a-z\d-]*))*$/, 'words and :parameters, apart by dots'),
  params: z.instanceof(z.ZodObject),
  payload: z.instanceof(z.ZodType),
  authorize: z.custom<Topic['authorize']>((value) => typeof value === 'function', 'must be a function'),
});

const loadFile = async (file: string): Promise<Topic> => {
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
  const parsed = loadedTopicSchema.safeParse(Object.values(exported)[0]);
  if (parsed.success) return parsed.data;
  throw appError.internal(
    'invalid_topic',
    `${file} is no topic: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}.`,
  );
};

/** The parameters that a name gives to a pattern; null where it is another's. */
const match = (pattern: string, name: string): Readonly<Record<string, string>> | null => {
  const [wanted, given] = [pattern.split('.'), name.split('.')];
  if (wanted.length !== given.length) return null;
  const pairs = wanted.map((part, index) => [part, given[index] ?? ''] as const);
  if (!pairs.every(([part, value]) => part.startsWith(':') || part === value)) return null;
  return Object.fromEntries(pairs.flatMap(([part, value]) => (part.startsWith(':') ? [[part.slice(1), value]] : [])));
};

/** What sockets subscribe to, and what is published there. */
export const topicService = {
  /** Reads the topics of `src/topics/`, or of another folder. @throws where a file is no topic */
  async load(folder = FOLDER): Promise<void> {
    const files = (await readdir(folder)).filter((name) => /\.topic\.[jt]s$/.test(name)).toSorted();
    state.topics = await Promise.all(files.map((name) => loadFile(join(folder, name))));
  },

  /** Lets the caller join a topic. @throws 404 `topic_not_found`, and as its `authorize` does */
  async authorize(name: string): Promise<void> {
    for (const topic of state.topics) {
      const params = match(topic.name, name);
      const parsed = params === null ? null : topic.params.safeParse(params);
      if (parsed?.success === true) return topic.authorize(parsed.data);
    }
    throw appError.notFound('topic');
  },

  /**
   * Sends a message to all who have subscribed, on whichever instance, and keeps it for those who come back.
   * @throws 400 `validation_failed`, 503 `topics_unavailable`; 500 `message_too_large` above 64 KB
   */
  async publish<Params extends z.ZodObject, Payload extends z.ZodType>(
    { name, params, payload }: Topic<Params, Payload>,
    where: z.input<Params>,
    message: z.input<Payload>,
  ): Promise<void> {
    const values: Readonly<Record<string, unknown>> = parseInput(params, where);
    const topic = name.replace(/:([a-z_]+)/g, (_part, key: string) => String(values[key]));
    const data = JSON.stringify(parseInput(payload, message));
    if (Buffer.byteLength(data) > MAX_BYTES)
      throw appError.internal('message_too_large', `A message of ${name} has more than ${MAX_BYTES} bytes.`);
    await topicRepository.publish(topic, data);
  },
};
