import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { locate } from '../../conventions/locate.ts';

const project = join(import.meta.dirname, '../..');

describe('locate', () => {
  it.each([
    [
      'src/routes/v1/a.route.ts',
      { folder: 'src', layer: 'routes', path: 'routes/v1/a.route.ts', root: join(project, 'src') },
    ],
    ['src/app.ts', { folder: 'src', layer: 'app', path: 'app.ts', root: join(project, 'src') }],
    [
      'test/conventions/a.test.ts',
      { folder: 'test', layer: '', path: 'conventions/a.test.ts', root: join(project, 'test') },
    ],
    [
      '../examples/ai/src/utils/a.ts',
      { folder: 'src', layer: 'utils', path: 'utils/a.ts', root: join(project, '../examples/ai/src') },
    ],
    [
      'test/canaries/src/utils/a.ts',
      { folder: 'src', layer: 'utils', path: 'utils/a.ts', root: join(project, 'test/canaries/src') },
    ],
    ['package.json', { folder: '', layer: '', path: join(project, 'package.json'), root: '' }],
  ])('knows where %s stands', (path, place) => {
    expect(locate(join(project, path))).toEqual(place);
  });
});
