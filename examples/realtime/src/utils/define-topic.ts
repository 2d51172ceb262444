import type { z } from 'zod';

/** What sockets subscribe to. A file in `topics/` exports one, `export const boardTopic = defineTopic({ … })`. */
export type Topic<Params extends z.ZodObject = z.ZodObject, Payload extends z.ZodType = z.ZodType> = {
  /** Words and parameters, apart by dots: `boards.:board_id`. */
  readonly name: string;
  /** A strict object with the parameters of the name: text without dots. */
  readonly params: Params;
  /** What is published, as it goes to the clients. */
  readonly payload: Payload;
  /**
   * Lets the caller (`requestContext`) join, or throws one of our errors. Asked when they subscribe, and again each time that
   * their token ends.
   */
  authorize(params: z.output<Params>): Promise<void>;
};

/** Gives `authorize` the type of the parameters. */
export const defineTopic = <Params extends z.ZodObject, Payload extends z.ZodType>(
  topic: Topic<Params, Payload>,
): Topic<Params, Payload> => topic;
