import { notificationService } from '../../../src/services/notification.service.ts';
import type { RowSamples } from '../support/request-sample.ts';

export const notificationRows: RowSamples = {
  '/v1/notifications': async (user) => {
    const { id } = await notificationService.notify(user.id, {
      key: crypto.randomUUID(),
      kind: 'sample',
      title: 'A sample',
    });
    return id;
  },
};
