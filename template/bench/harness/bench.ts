/** What one measurement found, by name; the unit ends the name: `cpu_us`, `jobs_per_s`. */
export type Figures = Readonly<Record<string, number>>;

/** What a figure should come to: by itself, or as it stands to the baseline of its round. */
export type Goal = {
  readonly figure: string;
  readonly variant: string;
  readonly as: 'itself' | 'ratio' | 'difference';
  readonly bound: 'at most' | 'at least';
  readonly value: number;
};

/** What has been started for a bench. The first variant is the baseline; each call measures once. */
export type Started = {
  readonly variants: Readonly<Record<string, () => Promise<Figures>>>;
  readonly stop: () => Promise<void>;
};

/** What a `*.bench.ts` exports, by the name of its file: `queue.bench.ts` has `queueBench`. */
export type Bench = {
  /** What is measured, and of what, in one line. */
  readonly title: string;
  /** How often each variant is measured; what is told is the median. */
  readonly rounds: number;
  readonly goals: readonly Goal[];
  readonly start: () => Promise<Started>;
};
