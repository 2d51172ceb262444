import { appError } from './app-error.ts';

/** A model and the last day on which it surely answers (`2027-01-13`, UTC, inclusive); null while none is announced. */
export type DatedModel = { readonly model: string; readonly last_day: string | null };

/**
 * The first model of a chain that is alive on a day: the preferred one for as long as there is one, its successor after.
 * @throws 503 `model_unavailable` where every model of the chain has ended; the log says which.
 */
export function livingModel(chain: readonly DatedModel[], day: Date): string {
  const today = day.toISOString().slice(0, 10);
  const alive = chain.find(({ last_day }) => last_day === null || today <= last_day);
  if (alive !== undefined) return alive.model;
  const ended =
    chain.map(({ model, last_day }) => `${model} (last day ${last_day})`).join(', ') || 'the chain is empty';
  const cause = new Error(`No model lives on ${today}: ${ended}. Add a successor in src/config/models.config.ts.`);
  throw appError.unavailable('model_unavailable', 'No AI model is available for this right now.', null, cause);
}
