import { Redis } from 'ioredis';

/** A class of a library may be used. */
export const createRedis = (url: string): Redis => new Redis(url);
