import { z } from 'zod';
import { detectors } from './detectors.ts';

const names = detectors.map(({ name }) => name);

/** What a block of PATTERNS.md says. The detector is null where rules alone hold the constraint. */
export const patternBlockSchema = z
  .strictObject({
    /** Kebab-case; what a comment that justifies a deviation names. */
    id: z.string().regex(/^[a-z][a-z\d-]*$/, 'write it in kebab-case'),
    detector: z
      .enum(names, {
        error: ({ input }) => `there is no detector ${JSON.stringify(input)}; there are ${names.join(', ')}`,
      })
      .nullable(),
    /** The form that is meant to be dominant; left out without a detector. */
    expected: z.string().nullable().default(null),
    /** The share of the instances, above 0 and up to 1, that must have the form; left out without a detector. */
    minimum: z.number().gt(0).max(1).nullable().default(null),
    /** The lint rules and checks that hold it: `eqeqeq`, `conventions/layers`. */
    rules: z.array(z.string()).default([]),
  })
  .superRefine(({ detector, expected, minimum, rules }, context) => {
    const problem = (message: string, key: string): void => context.addIssue({ code: 'custom', message, path: [key] });
    const forms = detectors.find(({ name }) => name === detector)?.forms ?? [];
    if (detector === null) {
      if (expected !== null || minimum !== null)
        problem('without a detector there is nothing to expect: take out `expected` and `minimum`', 'detector');
      if (rules.length === 0) problem('without a detector and without rules nothing holds this', 'rules');
      return;
    }
    if (minimum === null) problem('a detector needs a share', 'minimum');
    if (expected === null || !forms.includes(expected)) {
      problem(`${detector} tells apart: ${forms.join('; ')}`, 'expected');
    }
  });

/** A block that was read, with the place it stands at. */
export type PatternBlock = z.infer<typeof patternBlockSchema> & {
  /** The heading above it. */
  readonly section: string;
  /** The line of its fence, from 1. */
  readonly line: number;
  /** The line within it that names something, or that of its fence. */
  readonly lineOf: (text: string) => number;
};
