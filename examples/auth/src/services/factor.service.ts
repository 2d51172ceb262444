import { requestContext } from '../context/request-context.ts';
import { factorRepository } from '../repositories/factor.repository.ts';
import type { SignedIn } from '../schemas/auth.schema.ts';
import type { Challenge, FactorCode, FactorInput, Factors, NewFactor } from '../schemas/factor.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { signedIn } from '../utils/signed-in.ts';
import { loginAttemptService } from './login-attempt.service.ts';
import { realSupabaseService } from './real-supabase.service.ts';

const LACKED = 'second factors';

/** Second factors (TOTP). Each method but `requireAssurance` throws 409 `not_on_embedded_stack` there. */
export const factorService = {
  /** @throws 403 `second_factor_required` where the caller has a second factor, and this session did not show it. */
  async requireAssurance(): Promise<void> {
    if (await factorRepository.isAssured()) return;
    throw appError.forbidden(
      'second_factor_required',
      'Verify your second factor first: POST /v1/auth/factors/:id/challenge, then …/verify.',
    );
  },

  async list(): Promise<Factors> {
    realSupabaseService.need(LACKED);
    return { factors: await factorRepository.list() };
  },

  /** Begins: the factor counts from its first `verify` on. @throws 403 `second_factor_required`, 409 `factor_name_taken` */
  async enrol(input: FactorInput): Promise<NewFactor> {
    realSupabaseService.need(LACKED);
    return factorRepository.enrol(input);
  },

  /** @throws 404 `factor_not_found` */
  async challenge(id: string): Promise<Challenge> {
    realSupabaseService.need(LACKED);
    return factorRepository.challenge(id);
  },

  /**
   * Tokens that say that the second factor was shown (`aal2`). Supabase ends the caller's sessions that did not.
   * @throws 400 `code_not_valid`, 429 `too_many_attempts`: after ten in a quarter of an hour, wherever they come from. Only
   * who knows the first factor gets here.
   */
  async verify(id: string, given: FactorCode): Promise<SignedIn> {
    realSupabaseService.need(LACKED);
    const account = `second factor of ${requestContext.user().id}`;
    await loginAttemptService.check(account, 'anywhere');
    try {
      const done = signedIn(await factorRepository.verify(id, given));
      await loginAttemptService.succeeded(account, 'anywhere');
      return done;
    } catch (error) {
      if (isAppError(error) && error.code === 'code_not_valid') await loginAttemptService.failed(account);
      throw error;
    }
  },

  /** @throws 403 `second_factor_required` for a factor that counts, 404 `factor_not_found` */
  async remove(id: string): Promise<void> {
    realSupabaseService.need(LACKED);
    await factorRepository.remove(id);
  },
};
