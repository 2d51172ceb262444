/** In a process of `startProcess`, before it serves: nothing that could be thrown away counts as used. */
export function collectGarbage(): void {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Started without --expose-gc, so that garbage would count as memory in use.');
  process.on('message', () => void gc());
}
