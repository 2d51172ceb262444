import { logRepository } from '../repositories/log.repository.ts';

// What waits to be written, calls under way, sockets that are open, and switches: none of it is a result that is kept.
const waiting = new Map<string, number>();
const inFlight = new Map<string, Promise<number>>();
const sockets = new Map<string, Set<string>>();
const state: { timer: NodeJS.Timeout | null; flushing: Promise<void> | null; draining: boolean } = {
  timer: null,
  flushing: null,
  draining: false,
};
const limits = new Map([['a', 1]]);

const flushOnce = async (): Promise<void> => {
  const batch = [...waiting];
  waiting.clear();
  await logRepository.add(batch);
};

export const bufferService = {
  count(key: string): void {
    const before = waiting.get(key) ?? 0;
    waiting.set(key, before + 1);
  },
  share: (key: string): Promise<number> => {
    const running = inFlight.get(key);
    if (running !== undefined) return running;
    const call = logRepository.count(key).finally(() => inFlight.delete(key));
    inFlight.set(key, call);
    return call;
  },
  join(room: string, id: string): Set<string> {
    const members = sockets.get(room) ?? new Set<string>();
    sockets.set(room, new Set());
    return members.add(id);
  },
  limit: (key: string): number => limits.get(key) ?? 0,
  start(): void {
    state.timer ??= setInterval(() => void bufferService.flush(), 1000);
  },
  stop(): void {
    if (state.timer !== null) clearInterval(state.timer);
    state.timer = null;
    if (!state.draining) state.draining = true;
  },
  async flush(): Promise<void> {
    state.flushing ??= flushOnce().finally(() => {
      state.flushing = null;
    });
    await state.flushing;
  },
  tally(words: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
    const first = new Map<string, string>();
    for (const word of words) first.set(word, first.get(word) ?? word.slice(1));
    return { ...counts, first: first.size };
  },
};
