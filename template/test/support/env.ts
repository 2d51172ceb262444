// Runs before each test file: the environment of this worker's own stack, and what the processes that it starts need to
// count their coverage (see global-setup.ts).
import { z } from 'zod';

const environment = z.record(z.string(), z.string());
const stacks = z.array(environment).parse(JSON.parse(process.env['TEST_STACKS'] ?? '[]'));
const counting = environment.parse(JSON.parse(process.env['TEST_COVERAGE'] ?? '{}'));
const worker = Number(process.env['JEST_WORKER_ID'] ?? '1') - 1;

Object.assign(process.env, { NODE_ENV: 'test', LOG_LEVEL: 'silent' }, counting, stacks[worker]);
