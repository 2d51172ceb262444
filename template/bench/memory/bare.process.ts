import Fastify from 'fastify';
import { serve } from '../harness/serve.ts';

const app = Fastify();
app.get('/', async () => ({ data: null }));
serve(await app.listen({ host: '127.0.0.1', port: 0 }));
