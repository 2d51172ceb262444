/** What the checks need to know of a schema: plain data, so that it can leave the process that built the app. */
export type Shape =
  | {
      readonly type: 'object';
      /** Refuses unknown keys. */
      readonly strict: boolean;
      readonly fields: Readonly<Record<string, Shape>>;
    }
  | { readonly type: 'array'; readonly element: Shape }
  | { readonly type: 'union'; readonly options: readonly Shape[] }
  /** Null, or absent. */
  | { readonly type: 'nothing' }
  /** Not made by Zod. */
  | { readonly type: 'foreign' }
  /** Any other; `name` is Zod's: `string`, `record`, `unknown`. */
  | { readonly type: 'value'; readonly name: string; readonly strict: boolean };

/** The alternatives of a schema, one where it has no others; null is one. */
export const alternatives = (shape: Shape): readonly Shape[] =>
  shape.type === 'union' ? shape.options.flatMap(alternatives) : [shape];

/** The alternatives that are something. */
export const something = (shape: Shape): readonly Shape[] =>
  alternatives(shape).filter(({ type }) => type !== 'nothing');

/** Where a schema takes keys that it does not know: `''` at its top, `address`, `lines[]`. */
export function loosePaths(shape: Shape, path = ''): readonly string[] {
  switch (shape.type) {
    case 'object': {
      const inner = Object.entries(shape.fields).flatMap(([key, field]) =>
        loosePaths(field, path === '' ? key : `${path}.${key}`),
      );
      return shape.strict ? inner : [path, ...inner];
    }
    case 'array':
      return loosePaths(shape.element, `${path}[]`);
    case 'union':
      return shape.options.flatMap((option) => loosePaths(option, path));
    // Below the top, a value of any form is meant: a map, JSON.
    case 'value':
      return path === '' && !shape.strict ? [path] : [];
    default:
      return [];
  }
}
