import type { onRequestAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { permissionService } from '../services/permission.service.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** An `onRequest` hook, after `authenticate`: 403 unless a role of the caller has the permission, such as `audit:read`. */
    permit: (permission: string) => onRequestAsyncHookHandler;
  }
}

/** What a caller may do by their roles, as `app.role_permissions` says it. */
export default fp(
  async (app) => {
    app.decorate('permit', (permission) => async () => {
      await permissionService.require(permission);
    });
  },
  { name: 'permission', dependencies: ['auth'] },
);
