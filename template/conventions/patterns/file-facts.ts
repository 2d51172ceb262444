import type { Instance } from './detector.ts';
import { detectors } from './detectors.ts';
import { type Justification, justificationsOf } from './justifications.ts';
import type { SourceFile } from './source-file.ts';

/** What is known of a file once it was looked at: nothing but data, so that it can be kept. */
export type FileFacts = {
  /** Absolute. */
  readonly file: string;
  readonly lineCount: number;
  /** By the name of each detector that looked at it. */
  readonly instances: Readonly<Record<string, readonly Instance[]>>;
  readonly justifications: readonly Justification[];
};

/** Has every detector look at a file. */
export const factsOf = (source: SourceFile): FileFacts => ({
  file: source.file,
  lineCount: source.lineCount,
  instances: Object.fromEntries(
    detectors.filter((one) => one.looksAt(source)).map((one) => [one.name, one.detect(source)]),
  ),
  justifications: justificationsOf(source),
});
