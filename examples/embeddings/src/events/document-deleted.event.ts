import { z } from 'zod';
import type { AppEvent } from '../schemas/event.schema.ts';
import { documentFileService } from '../services/document-file.service.ts';

const payload = z.object({ id: z.uuid(), path: z.string() });

declare module '../schemas/event.schema.ts' {
  interface EventPayloads {
    'document.deleted': z.infer<typeof payload>;
  }
}

/** A document is gone, with its account perhaps: a trigger of `app.documents` says so. */
export const documentDeletedEvent = {
  name: 'document.deleted',
  payload,
  key: 'id',
  handlers: {
    async removeFile({ path }) {
      await documentFileService.remove(path);
    },
  },
} satisfies AppEvent<'document.deleted'>;
