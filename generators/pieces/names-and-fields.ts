import { parseResourceArguments } from '../lib/resource-arguments.ts';

/** Reads a resource's name, and its fields where there are any. @throws usage error with every problem. */
export const namesAndFields = (args: readonly string[]): ReturnType<typeof parseResourceArguments> =>
  // A field that is good leaves the one message to what is wrong with the name.
  args.length > 1
    ? parseResourceArguments(args)
    : { ...parseResourceArguments([args[0] ?? '', 'name:string']), fields: [] };
