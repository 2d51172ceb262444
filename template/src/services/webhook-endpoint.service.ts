import { randomBytes } from 'node:crypto';
import { config } from '../config/config.ts';
import { webhookEndpointRepository } from '../repositories/webhook-endpoint.repository.ts';
import type {
  NewWebhookEndpoint,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookEndpoint,
  WebhookEndpointInput,
  WebhookEndpointQuery,
} from '../schemas/webhook-endpoint.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import type { Page } from '../utils/keyset.ts';

/** Where users want to be told of events. */
export const webhookEndpointService = {
  list: (query: WebhookEndpointQuery): Promise<Page<WebhookEndpoint>> => webhookEndpointRepository.list(query),

  /** @throws 404 `webhook_endpoint_not_found` */
  async get(id: string): Promise<WebhookEndpoint> {
    const endpoint = await webhookEndpointRepository.get(id);
    if (endpoint === null) throw appError.notFound('webhook_endpoint');
    return endpoint;
  },

  /** Makes one, with its secret, which can never be read again. @throws 422 `https_required`, 409 `too_many_webhook_endpoints` */
  async create(input: WebhookEndpointInput): Promise<NewWebhookEndpoint> {
    if (config.NODE_ENV === 'production' && !input.url.startsWith('https:'))
      throw appError.unprocessable('https_required', 'Messages are sent over https alone.');
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const endpoint = await webhookEndpointRepository.create(input, secret).catch((error: unknown) => {
      if (!isAppError(error) || error.statusCode !== 403) throw error;
      throw appError.conflict('too_many_webhook_endpoints', 'You have 20 endpoints. Delete one first.', null, error);
    });
    return { ...endpoint, secret };
  },

  /** Switches one on again. @throws 404 `webhook_endpoint_not_found` */
  async enable(id: string): Promise<WebhookEndpoint> {
    const endpoint = await webhookEndpointRepository.enable(id);
    if (endpoint === null) throw appError.notFound('webhook_endpoint');
    return endpoint;
  },

  /** @throws 404 `webhook_endpoint_not_found` */
  async delete(id: string): Promise<void> {
    if (!(await webhookEndpointRepository.delete(id))) throw appError.notFound('webhook_endpoint');
  },

  /** What was sent to one. @throws 404 `webhook_endpoint_not_found` */
  async listDeliveries(id: string, query: WebhookDeliveryQuery): Promise<Page<WebhookDelivery>> {
    await webhookEndpointService.get(id);
    return webhookEndpointRepository.listDeliveries(id, query);
  },
};
