// The API as it is started, in a process that tells what it uses.
import { buildApp } from '../../src/app.ts';
import { serve } from '../harness/serve.ts';
import { collectGarbage } from './collect-garbage.ts';

const app = await buildApp();
collectGarbage();
serve(await app.listen({ host: '127.0.0.1', port: 0 }));
