import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const zod = "import { z } from 'zod';";
const schema = `${zod} export const customerSchema = z.object({});`;

describe('conventions/schema-types', () => {
  it('says which type is missing, and how it is written', async () => {
    const [finding] = await lint('src/schemas/customer.schema.ts', schema);
    expect(finding?.message).toContain('PATTERNS.md › Strict types');
    expect(finding?.message).toContain('`export type Customer = z.infer<typeof customerSchema>;`');
  });

  it.each(['src/services/a.service.ts', 'test/schemas/a.schema.ts', 'src/utils/a.ts'])(
    'asks for types in files of schemas, not in %s',
    async (path) => {
      expect(await brokenRules(path, schema)).toEqual([]);
    },
  );

  it('suggests unknown for any', async () => {
    const findings = await lint('src/utils/a.ts', `${zod} export const a = z.array(z.any());`);
    expect(findings.map(({ fixed }) => fixed)).toEqual([[`${zod} export const a = z.array(z.unknown());`]]);
  });
});
