/** Stops what global-setup.ts started in this process. */
export default async function globalTeardown(): Promise<void> {
  const stop: unknown = Reflect.get(globalThis, 'stopTestStacks');
  if (typeof stop === 'function') await stop();
}
