import type { z } from 'zod';

/** Something a model may ask for. It is done as the user who talks to it, with their rights and no others. */
export type Tool<I extends z.ZodObject = z.ZodObject> = {
  readonly description: string;
  /** A strict object whose fields are all there: what the model sends is parsed by it. */
  readonly input: I;
  /** Whether it takes something away or sends something out: then the user is asked first, each time. */
  readonly destructive: boolean;
  run(input: z.output<I>): Promise<unknown>;
};

/** Gives `run` the type of the input. */
export const defineTool = <I extends z.ZodObject>(tool: Tool<I>): Tool<I> => tool;
