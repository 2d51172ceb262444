import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { extractedDocumentSchema, type DocumentType, type ExtractedDocument } from '../schemas/chunk.schema.ts';
import {
  documentRowSchema,
  type DocumentError,
  type DocumentRow,
  type DocumentStatus,
} from '../schemas/document.schema.ts';
import type { Json } from '../types/database.types.ts';
import { unwrap } from '../utils/unwrap.ts';

const COLUMNS =
  'id, owner_id, name, type, size, path, status, progress, error, chunk_count, run_id, created_at, updated_at';

type NewDocument = {
  readonly name: string;
  readonly type: DocumentType;
  readonly size: number;
  readonly content_hash: string;
};

type Changes = {
  readonly status?: DocumentStatus;
  readonly progress?: number;
};

const now = (): string => new Date().toISOString();

/** `app.documents` and their texts, as the service role: users write none of it. Each method takes the owner. */
export const documentAdminRepository = {
  /** A place for a file. @returns its id, or why there is none: `exists` with the id of that one, `full` */
  async add(ownerId: string, { name, type, size, content_hash }: NewDocument) {
    const args = { in_owner: ownerId, in_name: name, in_type: type, in_size: size, in_hash: content_hash };
    return unwrap(await supabaseAdmin.rpc('add_document', args).single());
  },

  async get(ownerId: string, id: string): Promise<DocumentRow | null> {
    const own = supabaseAdmin.from('documents').select(COLUMNS).eq('owner_id', ownerId);
    return documentRowSchema.nullable().parse(unwrap(await own.eq('id', id).maybeSingle()));
  },

  /** Begins a run, from the start. Null where there is no such document, or none in one of these states. */
  async begin(
    ownerId: string,
    id: string,
    runId: string,
    from: readonly DocumentStatus[],
  ): Promise<DocumentRow | null> {
    const row = { status: 'queued', progress: 0, error: null, run_id: runId, updated_at: now() } as const;
    const own = supabaseAdmin.from('documents').update(row).eq('owner_id', ownerId).eq('id', id);
    const begun = unwrap(
      await own
        .in('status', [...from])
        .select(COLUMNS)
        .maybeSingle(),
    );
    return documentRowSchema.nullable().parse(begun);
  },

  /** Writes into a document whose run is this one, and whose state one of these; false where it is not. */
  async move(document: DocumentRow, from: readonly DocumentStatus[], changes: Changes): Promise<boolean> {
    const { id, owner_id, run_id } = document;
    if (run_id === null) return false;
    const own = supabaseAdmin.from('documents').update({ ...changes, updated_at: now() });
    const mine = own.eq('owner_id', owner_id).eq('id', id).eq('run_id', run_id);
    return (
      unwrap(
        await mine
          .in('status', [...from])
          .select('id')
          .maybeSingle(),
      ) !== null
    );
  },

  /** Says why a document failed, unless its run is not this one or it is ready. */
  async fail(ownerId: string, id: string, runId: string, error: DocumentError): Promise<boolean> {
    const row = { status: 'failed', error: { ...error, details: error.details as Json }, updated_at: now() } as const;
    const own = supabaseAdmin.from('documents').update(row).eq('owner_id', ownerId).eq('id', id).eq('run_id', runId);
    return unwrap(await own.neq('status', 'ready').select('id').maybeSingle()) !== null;
  },

  /** Takes a place back whose file never came. */
  async remove(ownerId: string, id: string): Promise<void> {
    unwrap(await supabaseAdmin.from('documents').delete().eq('owner_id', ownerId).eq('id', id));
  },

  async saveText({ id, owner_id }: DocumentRow, { text, blocks }: ExtractedDocument): Promise<void> {
    const row = { document_id: id, owner_id, text, blocks };
    unwrap(await supabaseAdmin.from('document_texts').upsert(row, { onConflict: 'document_id' }));
  },

  async getText({ id, owner_id }: DocumentRow): Promise<ExtractedDocument> {
    const own = supabaseAdmin.from('document_texts').select('text, blocks').eq('owner_id', owner_id);
    return extractedDocumentSchema.parse(unwrap(await own.eq('document_id', id).single()));
  },

  /** Documents of everybody that are on their way and were not written to since then (ISO 8601), the oldest first. */
  async stuckSince(time: string, limit: number) {
    const all = supabaseAdmin.from('documents').select('id, owner_id, status, runs').lt('updated_at', time);
    return unwrap(await all.not('status', 'in', '(ready,failed)').order('updated_at').limit(limit));
  },

  /** Counts a run that was begun because the one before was lost. */
  async countRun(ownerId: string, id: string, runs: number): Promise<void> {
    unwrap(await supabaseAdmin.from('documents').update({ runs }).eq('owner_id', ownerId).eq('id', id));
  },
};
