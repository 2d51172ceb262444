import type { ResourceContract } from '../resource-contract.ts';
import type { TestUser } from '../test-user.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * The user with a row of the parent, which stands for `:customer_id` in each URL they call, and to which the rows belong that
 * they insert past the API. A resource without a parent leaves the user as they are.
 */
export const nestedUser = async (user: TestUser, { parent, path, table }: ResourceContract): Promise<TestUser> => {
  if (parent === null) return user;
  const id = await user.create(parent.path, await parent.sample(user, 1000));
  const parameter = `:${parent.column}`;
  const fill = (url: string): string => url.replace(parameter, id);
  const below = (row: Row): Row => ({ ...row, [parent.column]: id });
  return {
    ...user,
    api: async (method, url, body, headers) => {
      const reply = await user.api(method, fill(url), body, headers);
      const location = reply.headers['location'];
      if (location === undefined || !url.startsWith(path)) return reply;
      return { ...reply, headers: { ...reply.headers, location: location.replace(id, parameter) } };
    },
    rest: (method, url, body, headers) => {
      if (method !== 'POST' || url !== `/${table}`) return user.rest(method, url, body, headers);
      return user.rest(method, url, Array.isArray(body) ? body.map(below) : below(body as Row), headers);
    },
    create: (url, body) => user.create(fill(url), body),
  };
};
