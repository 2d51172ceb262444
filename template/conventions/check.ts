import type { Finding } from './finding.ts';
import type { Project } from './project.ts';

/** A convention that no rule of ESLint can hold: it looks at what is not code, or at more than one file. */
export type Check = {
  /** Kebab-case; findings are of the rule `conventions/<name>`, and the canaries stand in a folder of this name. */
  readonly name: string;
  /**
   * Everything that departs, in the order of files and lines; an empty list where the project has nothing to look at.
   * What cannot be read is a finding as well, never a crash and never a silent pass.
   */
  readonly run: (project: Project) => Promise<readonly Finding[]>;
};
