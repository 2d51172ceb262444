import { createRequire } from 'node:module';
import { a } from '@/utils/a.ts'; // bad: relative-imports
import { b } from '~/utils/b.ts'; // bad: relative-imports
import { c } from '#utils/c.ts'; // bad: relative-imports
import { d } from 'src/utils/d.ts'; // bad: relative-imports
import { e } from 'utils/e.ts'; // bad: relative-imports
import { f } from '/src/utils/f.ts'; // bad: relative-imports
import { g } from 'file:///src/utils/g.ts'; // bad: relative-imports
import { h } from 'https://example.com/h.js'; // bad: relative-imports
import { i } from 'data:text/javascript,export const i = 1'; // bad: relative-imports
import { j } from '../utils/j'; // bad: relative-imports
import { k } from '../utils/k.js'; // bad: relative-imports
import { l } from '../utils'; // bad: relative-imports
import { m } from '../../node_modules/zod/index.js'; // bad: relative-imports, layers
import { n } from 'services/customer.service'; // bad: relative-imports
import type { O } from '@/utils/o.ts'; // bad: relative-imports

const alias = '@/utils';

export * from '@/utils/p.ts'; // bad: relative-imports
export { q } from '~/utils/q.ts'; // bad: relative-imports
export const r = await import('@/utils/r.ts'); // bad: relative-imports
export const s = () => import(`${alias}/s.ts`); // bad: relative-imports
export const t = createRequire(import.meta.url)('@/utils/t.ts'); // bad: relative-imports
export const u = createRequire(import.meta.url).resolve('../utils/u'); // bad: relative-imports
export type V = import('@/utils/v.ts').V; // bad: relative-imports

export const all = [a, b, c, d, e, f, g, h, i, j, k, l, m, n] as unknown as O[];
