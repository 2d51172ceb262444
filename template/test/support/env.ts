// Runs before each test file: the environment of this worker's own stack.
import { z } from 'zod';

const stacks = z.array(z.record(z.string(), z.string())).parse(JSON.parse(process.env['TEST_STACKS'] ?? '[]'));
const worker = Number(process.env['JEST_WORKER_ID'] ?? '1') - 1;

Object.assign(process.env, { NODE_ENV: 'test', LOG_LEVEL: 'silent' }, stacks[worker]);
