import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kitSource } from '../../../project/kit-files.ts';
import { gitIn } from '../../kit/support/kit-history.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const { path: kit, remove } = await makeTempFolder();
const source = () => kitSource(kit, AbortSignal.timeout(20_000));

beforeAll(async () => {
  await gitIn(kit, 'init', '--quiet');
});
afterAll(remove);

it('is unknown without an origin', async () => {
  expect(await source()).toBeNull();
});

it.each([
  ['https://git.example.com/agency/plinth.git', 'https://git.example.com/agency/plinth.git'],
  ['https://ada:secret@git.example.com/agency/plinth.git', 'https://git.example.com/agency/plinth.git'],
  ['https://token@git.example.com/plinth', 'https://git.example.com/plinth'],
  ['ssh://git@git.example.com:22/plinth.git', 'ssh://git@git.example.com:22/plinth.git'],
  ['ssh://git:secret@git.example.com/plinth.git', 'ssh://git@git.example.com/plinth.git'],
  ['git@git.example.com:agency/plinth.git', 'git@git.example.com:agency/plinth.git'],
  ['/home/ada/plinth', null],
  ['../plinth', null],
  ['file:///home/ada/plinth', null],
])('of %s is %s', async (url, expected) => {
  await gitIn(kit, 'config', 'remote.origin.url', url);
  expect(await source()).toBe(expected);
});
