import { requestContext } from '../context/request-context.ts';
import { profileRepository } from '../repositories/profile.repository.ts';
import type { LinkedFile, FileUpload } from '../schemas/file.schema.ts';
import { type Profile, profileInputSchema } from '../schemas/profile.schema.ts';
import { appError } from '../utils/app-error.ts';
import { changes } from '../utils/changes.ts';
import { mergePatch } from '../utils/merge-patch.ts';
import { parseInput } from '../utils/parse-input.ts';
import { fileService } from './file.service.ts';

const AVATAR = 'avatar';

/** The caller's profile and picture. */
export const profileService = {
  /** @throws 404 `profile_not_found` once the account is gone. */
  async get(): Promise<Profile> {
    const profile = await profileRepository.get(requestContext.user().id);
    if (profile === null) throw appError.notFound('profile');
    return profile;
  },

  /** @param version of the row, null for any. @throws 400, 412 `version_mismatch`, 404 as `get` does. */
  async patch(patch: Record<string, unknown>, version: number | null): Promise<Profile> {
    const current = await profileService.get();
    if (version !== null && version !== current.version)
      throw appError.preconditionFailed('version_mismatch', 'Your profile was changed meanwhile. Read it again.');
    const { user_id, version: seen, created_at: _created, updated_at: _updated, ...before } = current;
    const changed = changes(before, parseInput(profileInputSchema, mergePatch(before, patch)));
    if (Object.keys(changed).length === 0) return current;
    // The document was merged over what was read: where somebody wrote meanwhile, it is merged again over that.
    return (await profileRepository.update(user_id, changed, seen)) ?? profileService.patch(patch, version);
  },

  /** @throws as `fileService.upload` does. */
  setAvatar: (upload: FileUpload): Promise<LinkedFile> => fileService.attach(AVATAR, upload),

  /** The picture with a URL to it that ends. @throws 404 `file_not_found`. */
  avatar: (): Promise<LinkedFile> => fileService.attached(AVATAR, null),

  /** @throws 404 `file_not_found`. */
  removeAvatar: (): Promise<void> => fileService.detach(AVATAR),
};
