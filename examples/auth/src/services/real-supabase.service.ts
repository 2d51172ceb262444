import { config } from '../config/config.ts';
import { appError } from '../utils/app-error.ts';

/** What the embedded Supabase lacks, and a project (or `supabase start`) has. */
export const realSupabaseService = {
  // Only the embedded stack's tokens have no issuer.
  isThere: (): boolean => config.SUPABASE_JWT_ISSUER !== null,

  /** @param lacked what is asked for, such as `bans`. @throws 409 `not_on_embedded_stack` */
  need(lacked: string): void {
    if (realSupabaseService.isThere()) return;
    throw appError.conflict(
      'not_on_embedded_stack',
      `The embedded Supabase has no ${lacked}. Try this on a Supabase project, or on \`supabase start\` with STACK=external.`,
    );
  },
};
