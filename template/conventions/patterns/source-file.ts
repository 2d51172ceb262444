import type { Comment, Node, Program } from 'estree';

type NodeOf<T extends string> = Extract<Node, { type: T }>;

/** One file of the app or of its tests, parsed. */
export type SourceFile = {
  /** Absolute. */
  readonly file: string;
  readonly folder: 'src' | 'test';
  /** Below that folder, with slashes: `services/invoice.service.ts`. */
  readonly path: string;
  readonly lineCount: number;
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** All nodes of a type, in the order of the file; also of types that are not in ESTree (`TSInterfaceDeclaration`). */
  readonly nodes: <T extends string>(type: T) => readonly ([NodeOf<T>] extends [never] ? Node : NodeOf<T>)[];
};
