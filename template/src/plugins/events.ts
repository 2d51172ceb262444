import fp from 'fastify-plugin';
import { eventService } from '../services/event.service.ts';

/** Reads `src/events/` before the first request, so that `eventService.emit` knows them, and a broken one ends the start. */
export default fp(
  async () => {
    await eventService.load();
  },
  { name: 'events' },
);
