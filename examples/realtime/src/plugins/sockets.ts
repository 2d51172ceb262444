import websocket from '@fastify/websocket';
import fp from 'fastify-plugin';
import { socketService } from '../services/socket.service.ts';

/** Bytes of one frame that a client sends. A larger one closes its socket (1009), without being read to its end. */
const MAX_FRAME = 16_384;

/**
 * Sockets: opened by `routes/v1/socket.route.ts`, told to go elsewhere (1001) before the app closes.
 * @see https://github.com/fastify/fastify-websocket
 */
export default fp(
  async (app) => {
    await app.register(websocket, {
      options: {
        maxPayload: MAX_FRAME,
        // Never the one that holds a token.
        handleProtocols: (protocols) => (protocols.has('v1') ? 'v1' : false),
      },
      preClose: () => socketService.stop(),
    });
    await socketService.start(app.log);
  },
  { name: 'sockets', dependencies: ['redis', 'auth', 'error-handler'] },
);
