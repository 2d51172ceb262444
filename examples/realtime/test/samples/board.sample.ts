import type { BoardInput } from '../../src/schemas/board.schema.ts';

/** A body that POST takes; another `n` gives other values. */
export const boardSample = async (_user: unknown, n: number): Promise<BoardInput> => ({
  name: `Sample ${n}`,
  window_seconds: 10,
  lateness_seconds: 30,
  alert_above: `${n}.5`,
  shared: false,
});
