import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/http-through-clients';
const service = 'src/services/a.service.ts';
const client = 'src/clients/a.ts';

// The ways round it stand in the canaries; here is what each of them is told.
describe(rule, () => {
  it.each([
    [service, "export const a = fetch('http://a');", '`fetch` calls out from here'],
    [client, "export const a = fetch('http://a');", '`fetch` calls out from here'],
    [service, "import axios from 'axios'; export const a = axios;", "'axios' is imported beside the one client"],
    [client, "import axios from 'axios'; export const a = axios;", "'axios' is imported beside the one client"],
    [client, "import a from 'axios/dist/node/axios.cjs'; export { a };", 'is imported beside the one client'],
    [service, "import { request } from 'node:http'; export const a = request;", "'node:http' opens connections"],
    [client, "import got from 'got'; export const a = got;", "'got' is a second HTTP client"],
    ['test/a.test.ts', "import got from 'got'; export const a = got;", "'got' is a second HTTP client"],
    [service, "import OpenAI from 'openai'; export const a = new OpenAI();", 'is constructed outside'],
    [client, "import OpenAI from 'openai'; export const a = new OpenAI();", "fetch: boundedFetch('openai')"],
    [
      client,
      "import { createRemoteJWKSet } from 'jose'; export const a = createRemoteJWKSet(new URL('http://a'));",
      "[customFetch]: boundedFetch('jwks')",
    ],
  ])('%s: refuses %s', async (path, code, text) => {
    const findings = (await lint(path, code)).filter((finding) => finding.rule === rule);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(text)]);
    expect(findings[0]?.message).toContain('PATTERNS.md › Outgoing HTTP');
  });

  it.each([
    [service, 'export type Send = typeof fetch;'],
    [service, 'export const a = (fetch: (url: string) => void) => fetch("http://a");'],
    [service, "import { STATUS_CODES } from 'node:http'; export const a = STATUS_CODES;"],
    [service, "import type OpenAI from 'openai'; export type A = OpenAI;"],
    ['src/clients/http.ts', "import axios from 'axios'; export const a = axios;"],
    ['src/clients/http/a.ts', "import axios from 'axios'; export const a = axios;"],
    [client, "import type { AxiosResponse } from 'axios'; export type A = AxiosResponse;"],
    ['src/clients/bounded-fetch.ts', "export const a = fetch('http://a');"],
    ['test/a.test.ts', "export const a = fetch('http://a');"],
    ['stack/a.ts', "import { request } from 'node:http'; export const a = [fetch('http://a'), request];"],
  ])('%s: takes %s', async (path, code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });
});
