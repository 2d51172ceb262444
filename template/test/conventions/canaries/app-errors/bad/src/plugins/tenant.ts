import fp from 'fastify-plugin';

export default fp(
  async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      if (request.headers.host === undefined) return done(new Error('no host')); // bad: app-errors
      if (request.headers.host === 'old') reply.send(new Error('old')); // bad: app-errors
      if (request.headers.host === 'gone') throw app.httpErrors.gone(); // bad: app-errors
      done();
    });
  },
  { name: 'tenant' },
);
