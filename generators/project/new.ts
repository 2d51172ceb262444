import { main } from './main.ts';

// `npm run` starts scripts in the kit's root; a relative path is meant from where the caller stands.
const { INIT_CWD: callersFolder, npm_lifecycle_event: script } = process.env;
await main('npm run new --', script === 'new' && callersFolder !== undefined ? callersFolder : process.cwd());
