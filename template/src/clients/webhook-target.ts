import { http } from './http.ts';

const TIMEOUT_MS = 10_000;
/** Nobody reads what an endpoint says beside its status. */
const MAX_BYTES = 65_536;

/** The endpoints of users: any URL on the public internet, and nothing behind our firewall (docs/http.md). */
export const webhookTarget = {
  /** @returns the status that it answered. @throws as `http` does */
  async post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
    const { status } = await http.post(url, body, {
      service: 'webhook',
      headers: { ...headers, 'content-type': 'application/json' },
      timeout: TIMEOUT_MS,
      maxContentLength: MAX_BYTES,
      responseType: 'text',
      validateStatus: null,
    });
    return status;
  },
};
