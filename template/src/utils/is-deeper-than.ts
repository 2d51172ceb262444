const inside = (value: unknown): object[] =>
  Object.values(value as object).filter((inner) => typeof inner === 'object' && inner !== null);

/** Whether arrays and objects stand in each other more than `levels` deep. Does not recurse, so it takes any depth. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let layer = inside([value]);
  for (let level = 0; level < levels && layer.length > 0; level += 1) layer = layer.flatMap(inside);
  return layer.length > 0;
}
