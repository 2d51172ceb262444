import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite/vector';
import postgres from 'postgres';

export const database = { PGlite, vector, postgres };
