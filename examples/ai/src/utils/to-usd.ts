/** Millionths of a dollar as text: `0.000412`. */
export const toUsd = (micros: number): string => (micros / 1_000_000).toFixed(6);
