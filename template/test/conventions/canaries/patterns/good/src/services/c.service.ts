import fastify from 'fastify';
import { one } from './other.service.ts';

export const cService = {
  get: (): unknown => {
    fastify().log.info('got');
    return one();
  },
};
