import { organisationRepository } from '../repositories/organisation.repository.ts';
import {
  organisationInputSchema,
  type Organisation,
  type OrganisationInput,
  type OrganisationQuery,
} from '../schemas/organisation.schema.ts';
import { type AppError, appError } from '../utils/app-error.ts';
import { changes } from '../utils/changes.ts';
import type { Page } from '../utils/keyset.ts';
import { mergePatch } from '../utils/merge-patch.ts';
import { parseInput } from '../utils/parse-input.ts';
import { memberService } from './member.service.ts';

const changedMeanwhile = (): AppError =>
  appError.preconditionFailed('version_mismatch', 'This organisation was changed meanwhile. Read it again.');

/** Why a write of somebody who may write met no row. @throws 404 where there is none; else it has another version. */
const explainMiss = async (id: string): Promise<AppError> => {
  await organisationService.get(id);
  return changedMeanwhile();
};

/** The caller sees the organisations that they are a member of. Where a method takes a version, null means any; another than the row's is 412 `version_mismatch`. */
export const organisationService = {
  list: (query: OrganisationQuery): Promise<Page<Organisation>> => organisationRepository.list(query),

  /** @throws 404 `organisation_not_found` */
  async get(id: string): Promise<Organisation> {
    const organisation = await organisationRepository.get(id);
    if (organisation === null) throw appError.notFound('organisation');
    return organisation;
  },

  /** The caller becomes its owner. */
  async create(input: OrganisationInput): Promise<Organisation> {
    return organisationService.get(await organisationRepository.create(input));
  },

  /**
   * PUT, by owners and admins.
   * @throws 404 `organisation_not_found`, 403 `organisation_role_required`, 412 `version_mismatch`
   */
  async replace(id: string, input: OrganisationInput, version: number | null): Promise<Organisation> {
    await memberService.requireRole(id, ['owner', 'admin']);
    const organisation = await organisationRepository.update(id, input, version);
    if (organisation === null) throw await explainMiss(id);
    return organisation;
  },

  /** PATCH: merges over the row and writes what changed. @throws as `replace` does, and 400 `validation_failed` */
  async patch(id: string, patch: Record<string, unknown>, version: number | null): Promise<Organisation> {
    await memberService.requireRole(id, ['owner', 'admin']);
    const current = await organisationService.get(id);
    if (version !== null && version !== current.version) throw changedMeanwhile();
    const { id: _id, version: _version, created_at, updated_at, ...before } = current;
    const changed = changes(before, parseInput(organisationInputSchema, mergePatch(before, patch)));
    if (Object.keys(changed).length === 0) return current;
    // The document was merged over what was read: where somebody wrote meanwhile, it is merged again over that.
    return (
      (await organisationRepository.update(id, changed, current.version)) ??
      organisationService.patch(id, patch, version)
    );
  },

  /** By owners, with all that belongs to it. @throws as `replace` does */
  async delete(id: string, version: number | null): Promise<void> {
    await memberService.requireRole(id, ['owner']);
    if (!(await organisationRepository.delete(id, version))) throw await explainMiss(id);
  },
};
