import { readFile } from 'node:fs/promises';

export type JsonObject = { readonly [key: string]: unknown };

/** `value` where it is an object, else an empty one: what people wrote by hand may be anything. */
export const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/** The object in a JSON file; null where the file is not there. @throws where it holds no JSON. */
export const readJson = async (file: string): Promise<JsonObject | null> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : objectOf(JSON.parse(text));
};
