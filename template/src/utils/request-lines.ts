import { LogController } from 'fastify';

type Lines = Pick<LogController, 'incomingRequest' | 'requestCompleted'>;

const lines: Lines = {
  incomingRequest(request) {
    request.log.debug({ req: request }, 'incoming request');
  },
  requestCompleted(error, request, reply) {
    const line = { req: request, res: reply, responseTime: reply.elapsedTime };
    if (error) reply.log.error({ ...line, err: error }, 'request errored');
    else reply.log.info(line, 'request completed');
  },
};

/**
 * One line of the log for each request, once it is answered, with what was asked and how it went: a line when it comes as well
 * costs as much again, and says nothing that this one does not. At debug level there are both.
 */
export const requestLines: LogController = Object.assign(new LogController(), lines);
