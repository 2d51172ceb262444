const FOLDER = 'supabase/migrations/';
const STAMP = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/;

export const isMigration = (path: string): boolean => path.startsWith(FOLDER);

const timeOf = (path: string): number => {
  const [, year, month, day, hour, minute, second] = STAMP.exec(path.slice(FOLDER.length)) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) || 0;
};

const stampOf = (time: number): string => new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);

/**
 * Where the kit's new migrations go: under their own names when they are younger than all the project has, otherwise
 * under a time that is. A database that is past a time refuses a migration from before it (`supabase db push` says so),
 * and the project's own may rely on nothing of the kit's that comes later. Their order is kept.
 * @returns the path in the project by the path in the kit.
 */
export const placeMigrations = (
  present: readonly string[],
  added: readonly string[],
  now: Date,
): ReadonlyMap<string, string> => {
  const placed = new Map<string, string>();
  const second = Math.floor(now.getTime() / 1000) * 1000;
  let newest = Math.max(0, ...present.map(timeOf));
  for (const path of added.toSorted()) {
    const own = timeOf(path);
    const time = own > newest ? own : Math.max(second, newest + 1000);
    placed.set(path, time === own ? path : path.replace(/\d{14}(?=_)/, stampOf(time)));
    newest = time;
  }
  return placed;
};

/** The path of a new migration of the project: its time is now, and later than that of every other. */
export const nextMigration = (present: readonly string[], name: string, now: Date): string => {
  const path = `${FOLDER}${stampOf(0)}_${name}.sql`;
  return placeMigrations(present, [path], now).get(path) ?? path;
};
