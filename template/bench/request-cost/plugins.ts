import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../src/plugins');
const metaSchema = z.object({ name: z.string(), dependencies: z.array(z.string()).default([]) });

type Plugin = z.infer<typeof metaSchema> & { readonly register: FastifyPluginAsync };

/** The plugins of `src/plugins/` in an order that their dependencies allow: the next is always the first by name that may come. */
export async function readPlugins(): Promise<readonly Plugin[]> {
  const files = (await readdir(folder)).toSorted();
  const all = await Promise.all(
    files.map(async (file): Promise<Plugin> => {
      const { default: register }: { default: FastifyPluginAsync } = await import(
        pathToFileURL(join(folder, file)).href
      );
      // Where fastify-plugin keeps what a plugin says of itself.
      return { ...metaSchema.parse(Reflect.get(register, Symbol.for('plugin-meta'))), register };
    }),
  );
  const ordered: Plugin[] = [];
  while (ordered.length < all.length) {
    const known = ordered.map(({ name }) => name);
    const next = all.find(
      ({ name, dependencies }) => !known.includes(name) && dependencies.every((one) => known.includes(one)),
    );
    if (next === undefined) throw new Error('The plugins depend on each other in a circle.');
    ordered.push(next);
  }
  return ordered;
}
