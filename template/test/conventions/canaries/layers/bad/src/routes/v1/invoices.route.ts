import { createRequire } from 'node:module';
import type { Row } from '../../repositories/invoice.repository.ts'; // bad: layers
import { invoiceRepository } from '../../repositories/invoice.repository.ts'; // bad: layers
import { customersRoute } from './customers.route.ts'; // bad: layers
import { redis } from '../../clients/redis.ts'; // bad: layers
import * as everything from '../../repositories/invoice.repository.ts'; // bad: layers
import { invoiceRepository as second } from './../v1/../../repositories/invoice.repository.ts'; // bad: layers
import { invoiceRepository as third } from '../../reposit%6Fries/invoice.repository.ts'; // bad: layers
import { invoiceRepository as fourth } from '../../repositories/invoice.repository.ts?again'; // bad: layers
import '../../app.ts'; // bad: layers

const require = createRequire(import.meta.url);
const folder = '../../repositories';

export const loaded = await import('../../repositories/invoice.repository.ts'); // bad: layers
export const later = () => import(`${folder}/invoice.repository.ts`); // bad: layers
export const summed = () => import('../../repo' + 'sitories/invoice.repository.ts'); // bad: layers
// bad next line: layers
export const required = require('../../repositories/invoice.repository.ts');
export const made = createRequire(import.meta.url)('../../repositories/invoice.repository.ts'); // bad: layers
export const path = require.resolve('../../repositories/invoice.repository.ts'); // bad: layers
export type Found = import('../../repositories/invoice.repository.ts').Found; // bad: layers
export type { Row as Passed } from '../../repositories/invoice.repository.ts'; // bad: layers
export { invoiceRepository as passed } from '../../repositories/invoice.repository.ts'; // bad: layers
export * from '../../repositories/invoice.repository.ts'; // bad: layers
export * as repository from '../../repositories/invoice.repository.ts'; // bad: layers

export const used = [invoiceRepository, customersRoute, redis, everything, second, third, fourth] as unknown as Row[];
