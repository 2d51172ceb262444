import { isAxiosError } from 'axios';

const statusOf = (response: unknown): number =>
  typeof response === 'object' && response !== null && 'status' in response ? Number(response.status) : 0;

/** Whether the other side is in trouble, and not the call: this counts against its host. */
export const isDown = {
  /** `ECONNREFUSED` and the like. Errors of certificates, and those of axios itself (`ERR_…`), are none. */
  error: (error: unknown): boolean => isAxiosError(error) && /^E(?!RR_)/.test(error.code ?? ''),
  response: (response: unknown): boolean => statusOf(response) >= 500,
};
