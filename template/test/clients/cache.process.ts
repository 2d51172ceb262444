// Another instance: invalidates what is shared and has the tag `rates`.
import { cache } from '../../src/clients/cache.ts';
import { redis } from '../../src/clients/redis.ts';

await redis?.connect();
await cache.invalidate('shared', ['rates']);
redis?.disconnect();
