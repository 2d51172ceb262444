import { readFile } from 'node:fs/promises';
import { join } from 'path';
import config from 'config';
import cors from '@fastify/cors';
import types from '@fastify/cors/types/index.js';
import pino from 'pino/file';
import { utils } from 'utils';
import { customerService } from './customer.service.ts';
import { etag } from './../utils/etag.ts';
import countries from '../utils/countries.json' with { type: 'json' };

export const alias = '@/utils/a.ts';
export const invoiceService = {
  all: [readFile, join, config, cors, types, pino, utils, customerService, etag, countries],
};
