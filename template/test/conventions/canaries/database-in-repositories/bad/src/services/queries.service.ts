import { getDb } from '../utils/get-db.ts';

type Db = { from(table: string): never; rpc(name: string): never; schema(name: string): Db; storage: Db };

const TABLE = 'invoices';

export const queriesService = {
  plain: (db: Db) => db.from('invoices').select('*'), // bad: database-in-repositories
  computed: (db: Db) => db['from']('invoices').insert({}), // bad: database-in-repositories
  ofConstant: (db: Db) => db.from(TABLE).delete().eq('id', 1), // bad: database-in-repositories
  ofTable: (db: Db, table: string) => db.from(table).update({}), // bad: database-in-repositories
  optional: (db: Db | null) => db?.from('invoices')?.select(), // bad: database-in-repositories
  cast: (db: unknown) => (db as Db).from('invoices').upsert({}), // bad: database-in-repositories
  ofPart: ({ db }: { db: Db }) => db.from('invoices').select(), // bad: database-in-repositories
  ofMember: (request: { db: Db }) => request.db.from('invoices').select(), // bad: database-in-repositories
  rpc: (db: Db) => db.rpc('close_month'), // bad: database-in-repositories
  schema: (db: Db) => db.schema('app').from('invoices').select(), // bad: database-in-repositories
  schemaRpc: (db: Db) => db.schema('app').rpc('close_month'), // bad: database-in-repositories
  storage: (db: Db) => db.storage.from('files').download('a'), // bad: database-in-repositories
  ofParameter: ({ from }: Db) => from('invoices').select(), // bad: database-in-repositories
  later(db: Db) {
    const invoices = db.from('invoices'); // bad: database-in-repositories
    return invoices.select('*');
  },
  ofSchema(db: Db) {
    const app = db.schema('app');
    return app.from('invoices').select(); // bad: database-in-repositories
  },
  destructured(db: Db) {
    const { from, rpc: call } = db;
    return [from('invoices').select(), call('close_month')]; // bad: database-in-repositories
  },
  method(db: Db) {
    const begin = db.from;
    return begin.call(db, 'invoices').select(); // bad: database-in-repositories
  },
  ofHelper: () => getDb().from('invoices').select(), // bad: database-in-repositories
  ofList: (dbs: Db[]) => dbs.map((db) => db.from('invoices').select()), // bad: database-in-repositories
  taken(db: Db) {
    const { select } = db.from('invoices'); // bad: database-in-repositories
    return select;
  },
  bound(db: Db) {
    const begin = db.from.bind(db);
    return begin('invoices').select(); // bad: database-in-repositories
  },
  bucket(db: Db) {
    const { storage } = db;
    return storage.from('files').upload('a', ''); // bad: database-in-repositories
  },
};
