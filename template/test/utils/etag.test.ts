import { expect, it } from '@jest/globals';
import { ifMatchHeaders } from '../../src/schemas/resource.schema.ts';
import { etag } from '../../src/utils/etag.ts';

it.each([1, 2_147_483_647])('the tag of version %d is one that If-Match takes', (version) => {
  expect(etag(version)).toBe(`"${version}"`);
  expect(ifMatchHeaders.parse({ 'if-match': etag(version) })).toEqual({ 'if-match': version });
});
