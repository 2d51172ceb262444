import { permissionRepository } from '../repositories/permission.repository.ts';
import type { Permissions } from '../schemas/permission.schema.ts';
import { appError } from '../utils/app-error.ts';

/** What the caller's roles allow. */
export const permissionService = {
  /** @throws 403 `permission_required` unless a role of the caller has it */
  async require(permission: string): Promise<void> {
    if (await permissionRepository.has(permission)) return;
    throw appError.forbidden('permission_required', `This needs the permission ${permission}.`);
  },

  async get(): Promise<Permissions> {
    const [roles, permissions] = await Promise.all([permissionRepository.roles(), permissionRepository.list()]);
    return { roles, permissions };
  },
};
