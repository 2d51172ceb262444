/** A key named `class` is a key. */
export type Shape = { readonly class: string; readonly prototype: string };
export interface Sized {
  readonly size: number;
  with(size: number): this;
}

const createShape = (name: string): Shape => ({ class: name, prototype: name });

export const shapes = [createShape('circle'), createShape('line')];
export const has = (shape: object, key: string): boolean => Object.prototype.hasOwnProperty.call(shape, key);
export const names: Record<string, string> = Object.assign(Object.create(null), { a: 'b' });
export const bare = { __proto__: null, a: 'b' };
export const origin = (shape: object): unknown => Object.getPrototypeOf(shape);
export const isPlain = (shape: object): boolean => Object.getPrototypeOf(shape) === Object.prototype;
export const url = (path: string): URL => new URL(path, 'https://example.com');
export const failed = (error: unknown): boolean => error instanceof TypeError;
