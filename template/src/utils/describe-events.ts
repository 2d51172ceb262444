import { z } from 'zod';

type Described = { readonly name: string; readonly payload: z.ZodType };

/** The events as OpenAPI 3.1 names what a service sends by itself: the messages that webhook endpoints get (docs/events.md). */
export const describeEvents = (events: readonly Described[]) =>
  Object.fromEntries(
    events.map(({ name, payload }) => {
      const message = z.object({ type: z.literal(name), timestamp: z.iso.datetime(), data: payload });
      const { $schema: _unused, ...schema } = z.toJSONSchema(message, { io: 'input', unrepresentable: 'any' });
      const requestBody = { content: { 'application/json': { schema } } };
      return [name, { post: { requestBody, responses: { '2XX': { description: 'Taken.' } } } }];
    }),
  );
