import { afterEach, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { startServices } from '../../stack/start-services.ts';
import { clock } from './fixtures/services/clock.ts';

const folder = (name: string): string => path.join(import.meta.dirname, 'fixtures', name);

afterEach(() => {
  delete process.env['REAL_CLOCK'];
});

describe('startServices', () => {
  it('starts what the files of the folder name, and stops it', async () => {
    const { env, notes, stop } = await startServices({ mayBeReal: false }, folder('services'));
    expect({ env, notes }).toEqual({
      env: { CLOCK_URL: 'http://127.0.0.1:1' },
      notes: [{ name: 'Clock', note: 'ticks' }],
    });
    expect([...clock.running]).toEqual(['clock']);
    await stop();
    expect([...clock.running]).toEqual([]);
  });

  it('leaves out what is real, and tells that to tests never', async () => {
    process.env['REAL_CLOCK'] = 'true';
    const real = await startServices({ mayBeReal: true }, folder('services'));
    expect({ env: real.env, notes: real.notes }).toEqual({ env: {}, notes: [] });
    const own = await startServices({ mayBeReal: false }, folder('services'));
    expect(own.env).toEqual({ CLOCK_URL: 'http://127.0.0.1:1' });
    await own.stop();
  });

  it('leaves nothing running where one does not start', async () => {
    await expect(startServices({ mayBeReal: false }, folder('broken-services'))).rejects.toThrow('The port is taken.');
    expect([...clock.running]).toEqual([]);
  });

  it('starts nothing where there is no folder', async () => {
    const { env, notes } = await startServices({ mayBeReal: false }, folder('none'));
    expect({ env, notes }).toEqual({ env: {}, notes: [] });
  });
});
