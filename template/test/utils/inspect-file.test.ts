import { describe, expect, it } from '@jest/globals';
import { inspectFile } from '../../src/utils/inspect-file.ts';

describe('inspectFile', () => {
  it('reads nothing behind the bytes it was given, though there is more in the same memory', async () => {
    const memory = new Uint8Array(64).fill(1);
    memory.set(Buffer.from('GIF89a'));
    const head = memory.subarray(0, 6);
    await expect(inspectFile(head, 'a.gif', 1_000_000)).rejects.toMatchObject({ code: 'image_unreadable' });
  });
});
