import { config } from '../schemas/invoice.schema.ts'; // bad: layers

export const redisConfig = config;
