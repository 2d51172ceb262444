import type { TestUser } from '../../support/test-user.ts';

/**
 * What a test cannot make of a route's schemas by itself, from `test/security/samples/<any>.requests.ts`:
 *
 *     export const paymentRequests: RequestSamples = {
 *       'POST /v1/payments/:id/refund': async (user) => ({ params: { id: await paidPayment(user) }, body: { reason: 'a' } }),
 *     };
 *
 * `user` is the one whose rows it is about. What is left out is made as for any other route.
 */
export type RequestSample = (
  user: TestUser,
  n: number,
) => Promise<{
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}>;

export type RequestSamples = Readonly<Record<`${string} /${string}`, RequestSample>>;

/** Makes a row of the user's in a collection that has no POST, and resolves to its id: `{ '/v1/notifications': … }`. */
export type RowSample = (user: TestUser, n: number) => Promise<string>;

export type RowSamples = Readonly<Record<`/${string}`, RowSample>>;
