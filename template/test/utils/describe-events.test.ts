import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { describeEvents } from '../../src/utils/describe-events.ts';

it('says of each event what its message holds', () => {
  const payload = z.object({ total: z.string(), note: z.string().nullable().default(null), meta: z.json() });
  const described = describeEvents([{ name: 'invoice.paid', payload }]);
  expect(Object.keys(described)).toEqual(['invoice.paid']);
  expect(described['invoice.paid']?.post.requestBody.content['application/json'].schema).toMatchObject({
    type: 'object',
    properties: {
      type: { const: 'invoice.paid' },
      data: { properties: { total: { type: 'string' } }, required: ['total', 'meta'] },
    },
    required: ['type', 'timestamp', 'data'],
  });
});
