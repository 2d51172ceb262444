import { z as schema } from 'zod';
import * as everything from 'zod';
import whole, { z } from 'zod';

export { z } from 'zod'; // bad: zod-only
export * from 'zod'; // bad: zod-only
export * as zod from 'zod'; // bad: zod-only
export { schema as s }; // bad: zod-only
export { everything }; // bad: zod-only
export const v = z; // bad: zod-only
export default whole; // bad: zod-only
