import { conversationRepository } from '../repositories/conversation.repository.ts';
import {
  conversationInputSchema,
  type Conversation,
  type ConversationInput,
  type ConversationQuery,
} from '../schemas/conversation.schema.ts';
import { type AppError, appError } from '../utils/app-error.ts';
import { changes } from '../utils/changes.ts';
import type { Page } from '../utils/keyset.ts';
import { mergePatch } from '../utils/merge-patch.ts';
import { parseInput } from '../utils/parse-input.ts';

const changedMeanwhile = (): AppError =>
  appError.preconditionFailed('version_mismatch', 'This conversation was changed meanwhile. Read it again.');

/** Why a write met no row. @throws 404 where there is none; else it has another version. */
const explainMiss = async (id: string): Promise<AppError> => {
  await conversationService.get(id);
  return changedMeanwhile();
};

/** Where a method takes a version, null means any; another than the row's is 412 `version_mismatch`. */
export const conversationService = {
  list: (query: ConversationQuery): Promise<Page<Conversation>> => conversationRepository.list(query),

  /** @throws 404 `conversation_not_found` */
  async get(id: string): Promise<Conversation> {
    const conversation = await conversationRepository.get(id);
    if (conversation === null) throw appError.notFound('conversation');
    return conversation;
  },

  create: (input: ConversationInput): Promise<Conversation> => conversationRepository.create(input),

  /** PUT: the input becomes the whole row. @throws 404 `conversation_not_found`, 412 `version_mismatch` */
  async replace(id: string, input: ConversationInput, version: number | null): Promise<Conversation> {
    const conversation = await conversationRepository.update(id, input, version);
    if (conversation === null) throw await explainMiss(id);
    return conversation;
  },

  /** PATCH: merges over the row and writes what changed. @throws as `replace` does, and 400 `validation_failed` */
  async patch(id: string, patch: Record<string, unknown>, version: number | null): Promise<Conversation> {
    const current = await conversationService.get(id);
    if (version !== null && version !== current.version) throw changedMeanwhile();
    const { id: _id, version: _version, created_at, updated_at, ...before } = current;
    const changed = changes(before, parseInput(conversationInputSchema, mergePatch(before, patch)));
    if (Object.keys(changed).length === 0) return current;
    // The document was merged over what was read: where somebody wrote meanwhile, it is merged again over that.
    return (
      (await conversationRepository.update(id, changed, current.version)) ??
      conversationService.patch(id, patch, version)
    );
  },

  /** @throws as `replace` does, and 409 `still_referenced` where other rows refer to this one */
  async delete(id: string, version: number | null): Promise<void> {
    if (!(await conversationRepository.delete(id, version))) throw await explainMiss(id);
  },
};
