import { z } from 'zod';

const payload = z.object({ data: z.any() }); // bad: schema-types

export const invoiceService = { read: (body: unknown) => payload.parse(body) };
