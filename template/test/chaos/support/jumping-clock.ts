// Imported before a program: with each SIGWINCH its clock jumps an hour ahead, or back again.
const HOUR_MS = 3_600_000;
const RealDate = Date;
const clock = { ahead: 0 };
const now = (): number => RealDate.now() + clock.ahead;

process.on('SIGWINCH', () => void (clock.ahead = clock.ahead === 0 ? HOUR_MS : 0));
globalThis.Date = new Proxy(RealDate, {
  construct: (_, given: readonly number[]) =>
    given.length === 0 ? new RealDate(now()) : new RealDate(...(given as [number])),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
