import { documentProgressSchema, inDocumentParams } from '../schemas/document.schema.ts';
import { documentService } from '../services/document.service.ts';
import { defineTopic } from '../utils/define-topic.ts';

/** How far a document is, for its owner. */
export const documentTopic = defineTopic({
  name: 'documents.:document_id',
  params: inDocumentParams,
  payload: documentProgressSchema,
  async authorize({ document_id }) {
    await documentService.get(document_id);
  },
});
