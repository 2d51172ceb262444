import { program } from 'commander';
import yargs from 'yargs';

// Not Zod, though it speaks alike.
const option = { optional: () => option, partial: () => option, nullish: true };

export const cli = option.optional().partial();
export const parser = yargs().option('json', {}).optional().parse();
export const argument = program.argument('[file]').optional();
export const maybe = (value: { optional(): number }): number => value.optional();
export const { optional, partial } = option;
