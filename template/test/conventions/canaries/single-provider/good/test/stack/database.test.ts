import type { PGlite } from '@electric-sql/pglite';

export type Database = PGlite;
