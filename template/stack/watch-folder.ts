import { watch } from 'node:fs';

/**
 * Calls `changed` once things below the folder have been quiet for 150 milliseconds after a change of a .ts, .json or
 * .sql file.
 */
export function watchFolder(folder: string, changed: () => void): { close: () => void } {
  const state: { timer: NodeJS.Timeout | null } = { timer: null };
  const watcher = watch(folder, { recursive: true }, (_event, file) => {
    if (!/\.(ts|json|sql)$/.test(file ?? '')) return;
    if (state.timer !== null) clearTimeout(state.timer);
    state.timer = setTimeout(changed, 150);
  });
  // A folder that is deleted while it is read; the next change is seen again.
  watcher.on('error', () => null);
  return {
    close: () => {
      watcher.close();
      if (state.timer !== null) clearTimeout(state.timer);
    },
  };
}
