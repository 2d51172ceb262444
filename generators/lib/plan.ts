/** One file that a generator wants to be there. */
export type PlannedFile = {
  /** Relative to the layout's `project`, with `/`: `posix.join(layout.app, 'src/…')`. */
  readonly path: string;
  /** The whole new text. */
  readonly content: string;
  /** `create`: the file is the generator's own. `update`: it exists, and the content is made from what it holds. */
  readonly kind: 'create' | 'update';
};
