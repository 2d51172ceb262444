import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { requestContext } from '../../context/request-context.ts';
import { sessionCookie } from '../../context/session-cookie.ts';
import { errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { serverFrameSchema } from '../../schemas/socket.schema.ts';
import { socketService } from '../../services/socket.service.ts';
import { appError } from '../../utils/app-error.ts';
import { isOwnOrigin } from '../../utils/is-own-origin.ts';

const TOKEN = /(?:^|,)\s*bearer\.([\w-]+\.[\w-]+\.[\w-]+)\s*(?:,|$)/;

/** One socket for all topics. Whoever may not have it is told so by an ordinary reply, before there is a socket. */
const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', async (request) => {
    const { headers, host } = request;
    // A browser sends no header of ours with a socket, but protocols: `new WebSocket(url, ['v1', 'bearer.' + token])`.
    const token = TOKEN.exec(headers['sec-websocket-protocol'] ?? '')?.[1];
    if (token !== undefined) headers.authorization ??= `Bearer ${token}`;
    // A browser names the page, which cannot change that; what is no browser has neither a page nor a cookie.
    const isFromPage = headers.origin !== undefined || sessionCookie.idFrom(headers) !== null;
    if (isFromPage && !isOwnOrigin(headers, host, app.config.CORS_ORIGINS))
      throw appError.forbidden('cross_site_socket', 'This page may not open a socket here.');
  });
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', app.requireLiveSession);
  app.addHook('onRequest', async () => socketService.requireRoom());
  // The last that happens before there is a socket. A connection holds the reply that is to come on it, and with it the request
  // and all of theirs, until it closes: several times what a socket takes by itself. None is to come.
  app.addHook('preHandler', async (request, { raw }) => {
    if (!request.ws) return;
    raw.detachSocket(request.raw.socket);
    raw.emit('close');
  });

  // pattern: routes -- both what upgrades and what answers a plain GET are options of this form alone
  app.route({
    method: 'GET',
    url: '/socket',
    schema: {
      summary: 'Open a WebSocket: frames are JSON, those of the server as the reply here',
      tags: ['socket'],
      security: [{ bearer: [] }],
      querystring: noQuery,
      response: { 200: serverFrameSchema, ...errorResponses },
    },
    config: { contract: 'stream' },
    handler: async () => {
      throw appError.badRequest('websocket_required', 'Open a WebSocket here (`Upgrade: websocket`).');
    },
    wsHandler: (socket, request) => {
      const { user, accessToken } = requestContext.requireCaller();
      const sessionId = sessionCookie.idFrom(request.headers);
      socketService.accept(socket, { user, accessToken, sessionId }, request.log);
    },
  });
};

export default route;
