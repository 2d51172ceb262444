import { requestContext } from '../context/request-context.ts';
import { roleRepository } from '../repositories/role.repository.ts';
import type { Me } from '../schemas/me.schema.ts';

export const meService = {
  /** The caller, with their roles. */
  async get(): Promise<Me> {
    return { ...requestContext.user(), roles: await roleRepository.list() };
  },
};
