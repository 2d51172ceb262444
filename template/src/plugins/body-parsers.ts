import fp from 'fastify-plugin';

/** JSON is the only body that is taken. `text/plain` is not: a foreign page may post it in a browser without asking. */
export default fp(
  async (app) => {
    app.removeContentTypeParser('text/plain');
    app.addContentTypeParser(
      'application/merge-patch+json',
      { parseAs: 'string' },
      app.getDefaultJsonParser('error', 'error'),
    );
  },
  { name: 'body-parsers' },
);
