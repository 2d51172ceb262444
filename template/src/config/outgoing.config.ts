import { z } from 'zod';
import { commaList } from '../utils/comma-list.ts';

const limit = z.string().transform((entry, context) => {
  const [, host, calls] = /^([^=\s]+)=([1-9]\d{0,8})$/.exec(entry) ?? [];
  if (host !== undefined && calls !== undefined) return [host.toLowerCase(), Number(calls)] as const;
  context.addIssue({ code: 'custom', message: `\`${entry}\` is not of the form api.example.com=60` });
  return z.NEVER;
});

/** Calls to other services (`clients/http.ts`): how long, how much, how often, and which private addresses. */
export const outgoingConfig = z.object({
  /** Milliseconds that a call may take, with all of its attempts. */
  OUTGOING_TIMEOUT_MS: z.coerce.number().int().positive().default(10_000),
  /** Bytes of a response, unpacked. */
  OUTGOING_MAX_BYTES: z.coerce.number().int().positive().default(10_485_760),
  /** Calls of a minute to one host, of all instances together. */
  OUTGOING_PER_MINUTE: z.coerce.number().int().positive().default(6000),
  /** The hosts that have a limit of their own: `api.example.com=60,hooks.example.org=600`. */
  OUTGOING_LIMITS: commaList
    .pipe(z.array(limit))
    .transform((entries): ReadonlyMap<string, number> => new Map(entries))
    .default(new Map()),
  /** Hosts (`billing.internal`, `10.0.0.7:8080`) that may be called though their addresses are not public. */
  OUTGOING_PRIVATE_HOSTS: commaList.transform((hosts) => hosts.map((host) => host.toLowerCase())).default([]),
});
