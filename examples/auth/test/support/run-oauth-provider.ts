// node test/support/run-oauth-provider.ts: GitHub for `npm run dev`, where everybody is octocat. Ends with Ctrl-C.
import { startOauthProvider } from './oauth-provider.ts';

const provider = await startOauthProvider(4400);
provider.signInAs({ id: 1, login: 'octocat', email: 'octocat@example.com', verified: true });
process.stdout.write('Plays GitHub on http://127.0.0.1:4400. Ctrl-C ends it.\n');
