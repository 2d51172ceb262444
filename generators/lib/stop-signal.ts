/** Aborts on SIGINT, SIGTERM and SIGHUP (a closed terminal), so that a half-done write is put back before the process ends. */
export const stopSignal = (): AbortSignal => {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  return controller.signal;
};
