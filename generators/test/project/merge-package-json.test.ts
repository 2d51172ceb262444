import { describe, expect, it } from '@jest/globals';
import { mergePackageJson } from '../../project/update/merge-package-json.ts';

describe('mergePackageJson', () => {
  it('takes what changed on one side, whichever it is', () => {
    const { merged, conflicts } = mergePackageJson({
      base: { scripts: { a: '1', b: '1', gone: '1', dropped: '1' } },
      ours: { scripts: { a: 'ours', b: '1', dropped: '1', mine: '1' } },
      theirs: { scripts: { a: '1', b: 'theirs', gone: '1', fresh: '1' } },
    });
    expect({ merged, conflicts }).toEqual({
      merged: { scripts: { a: 'ours', b: 'theirs', mine: '1', fresh: '1' } },
      conflicts: [],
    });
  });

  it('sorts dependencies, as npm does, and leaves the order of all else', () => {
    const { merged } = mergePackageJson({
      base: { name: 'x', devDependencies: { m: '1' } },
      ours: { name: 'x', devDependencies: { m: '1', b: '1' }, jest: { z: 1, a: 1 } },
      theirs: { name: 'x', devDependencies: { m: '1', a: '1', z: '1' }, engines: {} },
    });
    expect(JSON.stringify(merged)).toBe(
      '{"name":"x","devDependencies":{"a":"1","b":"1","m":"1","z":"1"},"jest":{"z":1,"a":1},"engines":{}}',
    );
  });

  it('keeps ours where both changed, or one removed what the other changed, and names each', () => {
    const { merged, conflicts } = mergePackageJson({
      base: { version: '1', dependencies: { a: '1', b: '1' }, files: ['x'] },
      ours: { version: '1', dependencies: { a: '2' }, files: ['x', 'ours'] },
      theirs: { version: '1', dependencies: { a: '3', b: '2' }, files: ['x', 'theirs'] },
    });
    expect(merged).toEqual({ version: '1', dependencies: { a: '2' }, files: ['x', 'ours'] });
    expect(conflicts).toEqual([
      'dependencies › a: yours is "2", the kit\'s "3" (it was "1")',
      'dependencies › b: yours is none, the kit\'s "2" (it was "1")',
      'files: yours is ["x","ours"], the kit\'s ["x","theirs"] (it was ["x"])',
    ]);
  });

  it('is no conflict where both made the same change', () => {
    const changed = { dependencies: { a: '2', b: '1' } };
    const { merged, conflicts } = mergePackageJson({ base: {}, ours: changed, theirs: changed });
    expect({ merged, conflicts }).toEqual({ merged: changed, conflicts: [] });
  });
});
