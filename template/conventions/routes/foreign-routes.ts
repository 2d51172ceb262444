/** Packages that answer to URLs of their own: nothing of the project's is behind them. */
export const foreignRoutes: readonly string[] = [
  '@bull-board/fastify',
  '@fastify/cors',
  '@fastify/static',
  '@fastify/swagger-ui',
];
