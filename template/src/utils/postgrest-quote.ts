/**
 * A value inside `.or()` or `in.()`: quoted, so that commas, dots and parentheses in it stay text. Without this a
 * search for `x),or=(owner_id.not.is.null` would be read as a condition.
 */
export const postgrestQuote = (value: string | number | boolean): string =>
  `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
