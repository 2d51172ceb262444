import type { Generator } from '../generators.ts';

export const eventEntry: Generator = {
  name: 'event',
  summary: 'an event that the outbox keeps until its handlers were called, with the schema of its payload and a test',
  usage: 'event <name> <field:type[:nullable]> …',
  example: 'event invoice.paid invoice_id:uuid total:decimal',
  help: async () => (await import('./event-arguments.ts')).eventHelp,
  prompts: [
    { name: 'name', message: 'What has happened (invoice.paid):' },
    { name: 'fields', message: 'What its handlers are told (invoice_id:uuid total:decimal):' },
  ],
  prepare: async (args) => {
    const { parseEventArguments } = await import('./event-arguments.ts');
    const request = parseEventArguments(args);
    return {
      plan: async (layout) => {
        const { eventPlan } = await import('./event.generator.ts');
        return eventPlan({ ...request, layout });
      },
      next: [
        `Write what is done in the handlers of src/events/${request.name.kebab}.event.ts.`,
        `Say it where it happens: await eventService.emit('${request.event}', { … });`,
      ],
    };
  },
};
