import { admin } from './admin.ts';

const VECTOR = JSON.stringify(Array.from({ length: 512 }, (_, index) => (index === 0 ? 1 : 0)));
const MODEL = 'text-embedding-3-small';

const orThrow = ({ error }: { readonly error: { readonly message: string } | null }): void => {
  if (error !== null) throw new Error(`The document could not be made: ${error.message}`);
};

/** A document that failed, with all that there may be of one: for tests of who may reach it. @returns its id */
export async function makeDocument(ownerId: string): Promise<string> {
  const [id, chunk_id, entity_id] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const hash = `${id}${id}`.replaceAll('-', '');
  const owned = { owner_id: ownerId };
  const about = { ...owned, document_id: id };
  const error = { code: 'document_malformed', message: 'It is malformed.', details: null };
  const named = { name: 'sample.md', type: 'text/markdown', path: `${ownerId}/${id}` } as const;
  const place = { position: 0, kind: 'paragraph', section: 'A', start: 0, end: 1, tokens: 1 } as const;
  const database = admin();
  orThrow(await database.from('embedding_slots').update({ model: MODEL }).eq('slot', 0).is('model', null));
  const { data: slot } = await database.from('embedding_slots').select('model').eq('slot', 0).single();
  const model = slot?.model ?? MODEL;
  orThrow(
    await database
      .from('documents')
      .insert({ ...owned, id, ...named, size: 1, content_hash: hash, status: 'failed', error }),
  );
  orThrow(await database.from('document_texts').insert({ ...about, text: 'a', blocks: [] }));
  orThrow(
    await database
      .from('chunks')
      .insert({ ...about, ...place, id: chunk_id, heading_path: ['A'], text: 'a', content_hash: hash }),
  );
  orThrow(await database.from('chunk_vectors').insert({ ...about, chunk_id, slot: 0, model, embedding: VECTOR }));
  orThrow(await database.from('embedding_cache').insert({ ...owned, content_hash: hash, model, embedding: VECTOR }));
  orThrow(await database.from('entities').insert({ ...owned, id: entity_id, name: id }));
  orThrow(await database.from('chunk_entities').insert({ ...owned, chunk_id, entity_id }));
  return id;
}
