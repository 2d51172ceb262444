import fastify from 'fastify';
import { one } from './other.service.ts';

export const bService = {
  get: (): unknown => {
    fastify().log.info('got');
    return one();
  },
};
