import { GenericContainer, Wait } from 'testcontainers';

const POSTGRES = 'pgvector/pgvector:pg17';
const REDIS = 'redis:8';
const user = { POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: 'postgres' };

const startPostgres = () =>
  new GenericContainer(POSTGRES)
    .withEnvironment(user)
    // What a test wrote need not outlive it.
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .withExposedPorts(5432)
    // Over TCP: while it sets itself up it listens to a socket file alone.
    .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready --host 127.0.0.1 --username postgres'))
    .withStartupTimeout(60_000)
    .start();

const startRedis = () =>
  new GenericContainer(REDIS)
    .withCommand(['redis-server', '--databases', '64'])
    .withExposedPorts(6379)
    .withWaitStrategy(Wait.forLogMessage('Ready to accept connections'))
    .withStartupTimeout(60_000)
    .start();

/**
 * PostgreSQL with pgvector, and Redis, in containers of their own.
 * `env` makes the embedded stack use them in place of PGlite and of a Redis on this machine.
 * @throws where no container engine answers, or an image is neither there nor to be had
 */
export async function startContainers() {
  const started = await Promise.allSettled([startPostgres(), startRedis()]);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop({ timeout: 2000 }) : null)));
  };
  const [postgres, redis] = started;
  if (postgres.status === 'rejected' || redis.status === 'rejected') {
    await stop();
    const [reason] = started.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    throw new Error(
      `The containers ${POSTGRES} and ${REDIS} could not be started: ${reason}\n` +
        'test:containers needs a container engine that answers (`docker info`) and may pull these images.',
    );
  }
  return {
    env: {
      STACK_POSTGRES_URL: `postgresql://postgres:postgres@${postgres.value.getHost()}:${postgres.value.getMappedPort(5432)}/postgres`,
      REDIS_URL: `redis://${redis.value.getHost()}:${redis.value.getMappedPort(6379)}`,
    },
    stop,
  };
}
