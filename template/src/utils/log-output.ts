// eslint-disable-next-line conventions/no-console -- only where the logger of Fastify writes to
import { destination } from 'pino';

/** Of lines that wait for an output that takes none; beyond it new ones are dropped. */
const MOST_BYTES = 8_388_608;
/** Lines are written together, this many bytes or milliseconds of them at most: each write costs as much as making a line. */
const TOGETHER_BYTES = 8192;
const TOGETHER_MS = 100;
/** At the end of the process, a tenth of a second each. */
const LAST_TRIES = 10;

const open = () => {
  const seen = { failed: false, ending: false, tries: 0 };
  const retryEAGAIN = (): boolean => !seen.ending || (seen.tries += 1) < LAST_TRIES;
  // Registered before the handler of `destination`, which writes what is left and would try that for ever.
  process.once('exit', () => {
    const flush = output.flushSync.bind(output);
    seen.ending = true;
    output.flushSync = () => {
      try {
        if (!seen.failed) flush();
      } catch {
        // Nobody takes it, and the process ends.
      }
    };
  });
  const output = destination({
    dest: 1,
    sync: false,
    minLength: TOGETHER_BYTES,
    periodicFlush: TOGETHER_MS,
    maxLength: MOST_BYTES,
    retryEAGAIN,
  });
  output.on('error', () => void (seen.failed = true));
  output.on('write', () => void (seen.failed = false));
  return output;
};

/**
 * Standard output, for the log. It is written beside the event loop, so that an output which is slow, full or broken costs
 * lines and no requests: a full disk is tried again with the next line. A process that ends loses no line; one that is
 * killed, those of its last tenth of a second.
 */
export const logOutput = open();
