/** What a check of the doctor found. `warning`: work goes on; `broken`: something will fail. */
export type CheckResult = {
  readonly state: 'ok' | 'warning' | 'broken';
  readonly message: string;
  /** The command or the step that mends it; null where nothing is to be done. */
  readonly remedy: string | null;
};

/** Where a check looks. */
export type Place = {
  /** The folder that holds src/, absolute. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** One check. It may reject: that is told as a warning. It never waits for longer than the doctor does. */
export type Check = { readonly name: string; readonly look: (place: Place) => Promise<CheckResult> };

export const ok = (message: string): CheckResult => ({ state: 'ok', message, remedy: null });
export const warning = (message: string, remedy: string): CheckResult => ({ state: 'warning', message, remedy });
export const broken = (message: string, remedy: string): CheckResult => ({ state: 'broken', message, remedy });
