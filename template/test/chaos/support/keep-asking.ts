/** What became of one request: its status, or 0 where no reply came; and how long it took. */
export type Answer = { readonly status: number; readonly ms: number };

/** Asks by `ask` over and over, `connections` at a time, until `stop`, which gives every answer. */
export function keepAsking(connections: number, ask: () => Promise<Response>) {
  const answers: Answer[] = [];
  const going = { on: true };
  const askOne = async (): Promise<void> => {
    const began = performance.now();
    const status = await ask().then(
      async (reply) => {
        await reply.arrayBuffer();
        return reply.status;
      },
      () => 0,
    );
    answers.push({ status, ms: performance.now() - began });
  };
  const work = Promise.all(
    Array.from({ length: connections }, async () => {
      while (going.on) await askOne();
    }),
  );
  return {
    answers,
    async stop(): Promise<readonly Answer[]> {
      going.on = false;
      await work;
      return answers;
    },
  };
}
