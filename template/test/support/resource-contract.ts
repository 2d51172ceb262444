import type { TestUser } from './test-user.ts';

type Row = Readonly<Record<string, unknown>>;

/** A resource, as its tests know it. Values are keyed by column. */
export type ResourceContract = {
  /** The collection: `/v1/invoices`, or below a parent `/v1/customers/:customer_id/invoices`. */
  readonly path: string;
  readonly table: string;
  /** The resource in the codes of errors: `invoice` in `invoice_not_found`. */
  readonly name: string;
  /** A body that POST takes; another `n` gives other values. Makes the rows that it refers to, as the user. */
  readonly sample: (user: TestUser, n: number) => Promise<Row>;
  readonly required: readonly string[];
  readonly nullable: readonly string[];
  readonly unique: readonly string[];
  readonly filters: readonly string[];
  readonly sorts: readonly string[];
  readonly search: readonly string[];
  /** The resource whose rows these stand below, and the column that says below which. */
  readonly parent: {
    readonly path: string;
    readonly column: string;
    readonly sample: ResourceContract['sample'];
  } | null;
  /** `q` searches for words, not for parts of the text. */
  readonly fullText: boolean;
  /** DELETE puts a row aside, and `/:id/restore` takes that back. */
  readonly softDelete: boolean;
  /** Everyone who is signed in may read; the list is of everyone's rows, and `owner_id` filters it. */
  readonly publicRead: boolean;
  /** Each change writes an event to the outbox. */
  readonly events: boolean;
  /** A file can be attached to a row, at `/:id/file`. */
  readonly storage: boolean;
  /** The rows belong to an organisation, which is the parent. */
  readonly tenant: boolean;
  /** The path of the resource that a column refers to. */
  readonly references: Readonly<Record<string, string>>;
  /** Values that the API must refuse with 400. */
  readonly refused: Readonly<Record<string, readonly unknown[]>>;
  /** Values that the database itself must refuse. */
  readonly refusedByDatabase: Readonly<Record<string, readonly unknown[]>>;
  /** Values that must come back exactly as they were written. */
  readonly exactly: Readonly<Record<string, readonly unknown[]>>;
};
