import type { ResourceContract } from '../resource-contract.ts';
import type { TestUser } from '../test-user.ts';

/** The URL of the list of a user's own rows, with further parameters: `ownList(resource, user, 'limit=1')`. */
export const ownList = ({ path, publicRead }: ResourceContract, user: TestUser, query = ''): string => {
  const parameters = [publicRead ? `owner_id=${user.id}` : '', query].filter((text) => text !== '');
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
};
