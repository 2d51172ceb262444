import { z } from 'zod';

type Json = z.core.util.JSONType;

const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** The types of columns that JSON has no exact form for, and the limits of the others. Beside each stands its column. */
export const field = {
  /** `text`, up to 255 characters, not blank. */
  string: () => z.string().trim().min(1).max(255),
  /** `text`, up to 10,000 characters. */
  text: () => z.string().max(10_000),
  /** `integer`: 32 bits. */
  integer: () => z.int32(),
  /** `bigint`, as a string: a JSON number loses digits past 2^53. */
  bigint: () =>
    z
      .string()
      .regex(/^(0|-?[1-9]\d{0,18})$/, 'a whole number in a string, such as "42"')
      .refine((value) => !/^-?\d{1,19}$/.test(value) || isBigint(BigInt(value)), 'outside of 64 bits')
      .meta({ format: 'int64', examples: ['42'] }),
  /** `numeric`, as a string: up to 20 digits before the point and 10 after it, returned as it was written. */
  decimal: () =>
    z
      .string()
      .regex(/^-?(0|[1-9]\d{0,19})(\.\d{1,10})?$/, 'a decimal number in a string, such as "12.50"')
      .meta({ format: 'decimal', examples: ['12.50'] }),
  boolean: () => z.boolean(),
  /** `date`: 2026-01-31. */
  date: () => z.iso.date(),
  /** `timestamptz`: RFC 3339 with an offset. */
  datetime: () => z.iso.datetime({ offset: true }),
  uuid: () => z.uuid(),
  /** `jsonb`: any JSON but null, which a nullable field allows. A parsed body holds nothing but JSON. */
  json: () => z.custom<Json>((value) => value !== undefined && value !== null, 'must be there and not be null'),
  email: () => z.email().max(254),
  /** http and https only. */
  url: () => z.url({ protocol: /^https?$/ }).max(2048),
};

const isBigint = (value: bigint): boolean => value <= MAX_BIGINT && value >= -MAX_BIGINT - 1n;
