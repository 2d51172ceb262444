import { roleRepository } from '../repositories/role.repository.ts';
import { appError } from '../utils/app-error.ts';

export const roleService = {
  /** @throws 403 `role_required` unless the caller has the role. */
  async require(role: string): Promise<void> {
    const roles = await roleRepository.list();
    if (!roles.includes(role)) throw appError.forbidden('role_required', `This needs the role ${role}.`);
  },
};
