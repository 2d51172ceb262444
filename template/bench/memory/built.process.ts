// The API of dist/, as `npm start` runs it, but for where its socket is.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../harness/serve.ts';

await import(pathToFileURL(join(import.meta.dirname, '../../dist/server.js')).href);
serve('');
