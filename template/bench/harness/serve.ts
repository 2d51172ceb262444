/** What a process has used: microseconds of all its processors, bytes of memory, and of those what objects and buffers take. */
export type Use = { readonly cpu_us: number; readonly rss_bytes: number; readonly heap_bytes: number };

const use = (): Use => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpu_us: user + system, rss_bytes: rss, heap_bytes: heapUsed + external };
};

/** In a process of `startProcess`: says where it is reached, then tells what it has used whenever it is asked. */
export function serve(url: string): void {
  process.on('message', () => process.send?.(use()));
  process.on('disconnect', () => process.exit());
  process.send?.(url);
}
