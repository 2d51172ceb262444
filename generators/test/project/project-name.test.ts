import { describe, expect, it } from '@jest/globals';
import { checkProjectName } from '../../project/project-name.ts';

describe('checkProjectName', () => {
  it.each(['acme-api', 'a', 'acme.api_2', 'constructor', 'x'.repeat(214)])('takes %p', (name) => {
    expect(checkProjectName(name)).toBe(name);
  });

  it.each([
    ['1abc', 'app-1abc'],
    ['Ünïcode', 'unicode'],
    ['Acme API', 'acme-api'],
    ['.hidden', 'hidden'],
    ['_x', 'x'],
    ['acme\n', 'acme'],
    ['$(id)', 'id'],
    ['日本', 'acme-api'],
    ['', 'acme-api'],
    ['..', 'acme-api'],
    ['node_modules', 'acme-api'],
    ['favicon.ico', 'acme-api'],
    ['x'.repeat(215), 'x'.repeat(60)],
  ])('refuses %p and suggests %p', (name, suggestion) => {
    expect(() => checkProjectName(name)).toThrow(
      expect.objectContaining({
        code: 'bad_name',
        exitCode: 2,
        message: expect.stringContaining(`Try "${suggestion}".`),
      }),
    );
  });

  it('suggests only names that it takes', () => {
    for (const name of ['-', '--x--', 'É1', '9', 'node_modules/', '@scope/name', `${'ab-'.repeat(80)}`, 'a b\0c']) {
      const suggestion = (() => {
        try {
          return checkProjectName(name);
        } catch (error) {
          return /Try "(.*)"\./.exec(String(error))?.[1] ?? '';
        }
      })();
      expect(checkProjectName(suggestion)).toBe(suggestion);
    }
  });
});
