// A worker that only relays the events of the folder beside it, until SIGTERM.
import { join } from 'node:path';
import pino from 'pino';
import { eventService } from '../../../src/services/event.service.ts';
import { relayService } from '../../../src/services/relay.service.ts';

await eventService.load(join(import.meta.dirname, 'events'));
process.once('SIGTERM', () => void relayService.stop().then(() => process.stdout.write('stopped\n')));
relayService.start(pino({ level: 'warn' }));
process.stdout.write('started\n');
