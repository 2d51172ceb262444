/** By name, from 0 to 1: more is better. */
export type Measures = Readonly<Record<string, number>>;

/** One question of a dataset, and how it went. */
export type EvaluatedCase = { readonly question: string; readonly score: number; readonly note: string };

/** How a dataset was done. */
export type Result = {
  /** Kebab-case; what runs are told apart and compared by. */
  readonly name: string;
  readonly title: string;
  /** Of the questions and all that they are about: runs of different ones are not compared. */
  readonly dataset_hash: string;
  readonly model: string;
  readonly measures: Measures;
  /** The same by other ways, to be looked at beside it; not judged. */
  readonly beside: Readonly<Record<string, Measures>>;
  readonly cases: readonly EvaluatedCase[];
};

/** A run before this one, as the database has it. */
export type EarlierRun = { readonly created_at: string; readonly model: string; readonly measures: Measures };

export type StartedEvaluation = {
  run(): Promise<readonly Result[]>;
  /** Keeps a result in the database. @returns the runs before, the newest first */
  keep(result: Result): Promise<readonly EarlierRun[]>;
  stop(): Promise<void>;
};

/** What a `*.eval.ts` exports, by the name of its file: `search.eval.ts` has `searchEval`. */
export type Evaluation = {
  readonly title: string;
  /** How much less than in the last run is no loss: from 0 to 1. */
  readonly tolerance: number;
  /** What measures must come to at least, by the names of results. */
  readonly least: Readonly<Record<string, Measures>>;
  start(): Promise<StartedEvaluation>;
};
