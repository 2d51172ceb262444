import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What is wrong with a prompt, and where in it: `['messages', 0, 'content']`. */
export type PromptProblem = { readonly path: readonly (string | number)[]; readonly message: string };

/** A prompt that is as it should be; the hash is of all that a model gets to see, and of what may be filled in. */
export type JudgedPrompt = { readonly name: string; readonly version: number; readonly hash: string };

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

type Definition = {
  type?: string;
  catchall?: { _zod?: { def?: Definition } };
  shape?: Readonly<Record<string, unknown>>;
};

// The file may have a Zod of its own, so `instanceof` says nothing.
const definitionOf = (schema: unknown): Definition =>
  (schema as { _zod?: { def?: Definition } } | null | undefined)?._zod?.def ?? {};

const isStrictObject = (schema: unknown): schema is z.ZodObject => {
  const { type, catchall } = definitionOf(schema);
  return type === 'object' && catchall?._zod?.def?.type === 'never';
};

const problem = (context: z.RefinementCtx, path: (string | number)[], message: string): void =>
  context.addIssue({ code: 'custom', path, message });

const messageSchema = z.strictObject(
  {
    role: z.enum(['system', 'user', 'assistant'], 'must be system, user or assistant'),
    content: z.string('must be a plain string').regex(/\S/, 'must say something'),
  },
  'must be an object with role and content, and nothing else',
);

const exampleSchema = z.strictObject({ input: z.record(z.string(), z.unknown()), expect: z.array(z.string()) });

const promptSchema = z
  .strictObject(
    {
      name: z.string('must be the name of the file without `.prompt.ts`'),
      version: z.int('must be a whole number').positive('must be 1 or more'),
      input: z.custom<z.ZodObject>(
        isStrictObject,
        'must be a `z.strictObject({ … })` with a field for each placeholder',
      ),
      messages: z.array(messageSchema, 'must be a list of messages').min(1, 'must hold a message'),
      // What the ai example adds: none of it is seen by a model.
      task: z.string().nullable().default(null),
      shared: z.boolean().nullable().default(null),
      examples: z.array(exampleSchema).nullable().default(null),
    },
    'must be an object with name, version, input and messages, and nothing else',
  )
  .superRefine(({ messages }, context) => {
    const turns = messages.filter(({ role }, index) => role !== 'system' || index > 0);
    const start = messages.length - turns.length;
    turns.forEach(({ role }, index) => {
      const due = index % 2 === 0 ? 'user' : 'assistant';
      if (role === due) return;
      const order = 'after one of the system at most, the user and the assistant speak in turns, the user first';
      problem(context, ['messages', start + index, 'role'], `is ${role} where ${due} is due: ${order}`);
    });
  })
  .superRefine(({ input, messages }, context) => {
    const fields = Object.keys(definitionOf(input).shape ?? {});
    const used = new Set<string>();
    messages.forEach(({ content }, index) => {
      const path = ['messages', index, 'content'];
      for (const [placeholder, field = ''] of content.matchAll(PLACEHOLDER)) {
        used.add(field);
        if (!fields.includes(field)) problem(context, path, `has ${placeholder}, which is no field of \`input\``);
      }
      if (content.replace(PLACEHOLDER, '').includes('{{')) {
        problem(context, path, 'has a `{{` that begins no placeholder: write {{field}}, without spaces or dots');
      }
    });
    for (const field of fields.filter((name) => !used.has(name))) {
      problem(context, ['input'], `has the field \`${field}\`, which no message uses: write {{${field}}}, or drop it`);
    }
  });

const hashOf = ({ messages, input }: z.infer<typeof promptSchema>): string => {
  const said = messages.map(({ role, content }) => [role, content]);
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return createHash('sha256')
    .update(JSON.stringify([said, schema]))
    .digest('hex');
};

const camel = (name: string): string => name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** Judges what the file `<name>.prompt.ts` exports. */
export function judgePrompt(name: string, exported: Readonly<Record<string, unknown>>): PromptProblem[] | JudgedPrompt {
  const expected = `${camel(name)}Prompt`;
  const names = Object.keys(exported);
  if (names.length !== 1 || names[0] !== expected) {
    const found = names.length === 0 ? 'nothing' : names.join(', ');
    return [{ path: [], message: `is ${found}, and must be \`${expected}\` alone` }];
  }
  const parsed = promptSchema.safeParse(exported[expected]);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      path: path.map((key) => key as string | number),
      message,
    }));
  }
  if (parsed.data.name !== name) {
    return [{ path: ['name'], message: `is '${parsed.data.name}', and must be '${name}', as the file's` }];
  }
  return { name, version: parsed.data.version, hash: hashOf(parsed.data) };
}
