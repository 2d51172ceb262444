import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What runs: the variables by which the API finds it, and how `npm run dev` calls it. */
export type StartedService = {
  readonly env: Readonly<Record<string, string>>;
  readonly note: string;
  stop(): Promise<void>;
};

/** One more service of the embedded stack. A file of `stack/services/` exports it, named as the file. */
export type StackService = {
  /** For the list that `npm run dev` prints; at most 9 letters. */
  readonly name: string;
  /** Null where the environment names a real one that is to be used. `mayBeReal` is false for tests, which cost nothing. */
  start(options: { readonly mayBeReal: boolean }): Promise<StartedService | null>;
};

const folder = path.join(import.meta.dirname, 'services');

async function loadServices(from: string): Promise<StackService[]> {
  const files = await readdir(from).catch((error: NodeJS.ErrnoException) => {
    // The stack of a project without any has no such folder.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const loaded = files.filter((file) => file.endsWith('.ts')).toSorted();
  return Promise.all(
    loaded.map(async (file) => {
      const exported: Record<string, StackService> = await import(pathToFileURL(path.join(from, file)).href);
      const [service] = Object.values(exported);
      if (service === undefined) throw new Error(`stack/services/${file} exports no service.`);
      return service;
    }),
  );
}

/**
 * Starts what the files of `stack/services/` add to the stack, side by side. @throws where one does not start; nothing is
 * left running then.
 */
export async function startServices(options: { mayBeReal: boolean }, from = folder) {
  const services = await loadServices(from);
  const started = await Promise.allSettled(services.map((service) => service.start(options)));
  const running = started.map((each) => (each.status === 'fulfilled' ? each.value : null));
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((each) => each?.stop()));
  };
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const env: Record<string, string> = Object.assign({}, ...running.map((each) => each?.env ?? {}));
  const notes = services.flatMap(({ name }, index) => {
    const note = running[index]?.note;
    return note === undefined ? [] : [{ name, note }];
  });
  return { env, notes, stop };
}
