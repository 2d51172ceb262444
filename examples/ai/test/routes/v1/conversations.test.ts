import { describeResource } from '../../support/describe-resource.ts';
import { conversationSample } from '../../samples/conversation.sample.ts';

describeResource({
  path: '/v1/conversations',
  table: 'conversations',
  name: 'conversation',
  sample: conversationSample,
  required: ['title'],
  nullable: [],
  unique: [],
  filters: ['title'],
  sorts: ['created_at', 'updated_at', 'title'],
  search: ['title'],
  parent: null,
  fullText: false,
  softDelete: false,
  publicRead: false,
  events: false,
  storage: false,
  tenant: false,
  references: {},
  /** Values that the API refuses with 400. */
  refused: {
    title: [5, '', ' ', 'x'.repeat(256)],
  },
  /** Values that the database refuses, from a caller that goes past the API. */
  refusedByDatabase: {
    title: ['', ' ', ' padded', 'padded\n', 'x'.repeat(256)],
  },
  /** Values that come back exactly as they were written. */
  exactly: {
    title: ['x'.repeat(255), 'a, b) or (c"\\%_*', '007'],
  },
});
