import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

/** What the parent asks of a child. */
export type Request = { id: number; method: string; params: unknown };

const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ id: z.number(), ok: z.literal(false), message: z.string() }),
]);

export type Reply = z.infer<typeof replySchema>;

/**
 * Questions to a forked child, each with a deadline in milliseconds.
 * @throws (the call) what the child answered, or that it ended, or that it took too long.
 */
export function childRpc(child: ChildProcess) {
  const state = { next: 1 };
  return (method: string, params: unknown, timeout: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = state.next++;
      const onMessage = (message: unknown) => {
        const reply = replySchema.safeParse(message);
        if (!reply.success || reply.data.id !== id) return;
        settle();
        if (reply.data.ok) resolve(reply.data.result);
        else reject(new Error(reply.data.message));
      };
      const onExit = () => {
        settle();
        reject(new Error(`it ended before it answered "${method}"`));
      };
      const timer = setTimeout(() => {
        settle();
        reject(new Error(`it did not answer "${method}" within ${timeout / 1000} s`));
      }, timeout);
      const settle = () => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
      };
      child.on('message', onMessage).on('exit', onExit);
      const request: Request = { id, method, params };
      if (child.connected) child.send(request, (error) => (error === null ? null : onExit()));
      else onExit();
    });
}
