export const boundedFetch =
  (service: string): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, headers: { service }, signal: AbortSignal.timeout(1000) });
