import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandFailure } from './command-error.ts';
import { errorCode, errorText } from './error-text.ts';

/** A lock without a process in it, or a takeover that does not end, was left by one killed in that moment. */
const GRACE_MS = 5000;

/** Runs a step of the file system; false where the given code says that another process was faster. */
const unless = (code: string, step: () => void): boolean => {
  try {
    step();
    return true;
  } catch (error) {
    if (errorCode(error) === code) return false;
    throw error;
  }
};

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
};

const isOlder = (path: string): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.ctimeMs > GRACE_MS;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
};

const isStale = (lock: string, holder: string): boolean =>
  holder === '' ? isOlder(lock) : !isAlive(Number.parseInt(holder, 10));

/** Removes a stale lock; of several processes that try, one does it, since one hard link of a name can exist only once. */
const clearStale = (lock: string, holder: string): void => {
  const claim = `${lock}-${holder.replaceAll(/[^0-9a-f-]/g, '-') || 'empty'}`;
  try {
    if (!unless('EEXIST', () => linkSync(lock, claim))) {
      if (isOlder(claim)) unlinkSync(claim);
      return;
    }
    if (read(claim) === holder) unlinkSync(lock);
    unlinkSync(claim);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
};

/** Takes the lock, or returns null where another process has it. */
const acquire = (lock: string): string | null => {
  const mine = `${process.pid} ${randomUUID()}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (unless('EEXIST', () => writeFileSync(lock, mine, { flag: 'wx' }))) return mine;
    const holder = read(lock);
    if (holder === null) continue;
    if (!isStale(lock, holder)) return null;
    clearStale(lock, holder);
  }
  return null;
};

const acquireOrRefuse = (lock: string): string => {
  let mine: string | null;
  try {
    mine = acquire(lock);
  } catch (error) {
    throw commandFailure(
      `The project cannot be written to (${errorText(error)}).`,
      'Make its folder writable, and run the command again.',
      error,
    );
  }
  if (mine !== null) return mine;
  const pid = Number.parseInt(read(lock) ?? '', 10);
  throw commandFailure(
    `Another generate is at work in this project${Number.isNaN(pid) ? '' : ` (process ${pid})`}; nothing was written.`,
    `Wait until it has ended and run the command again. If none is running, delete ${lock}.`,
  );
};

/**
 * Runs a step while no other process does one in the same project. A lock whose process has died is taken over.
 * @throws command failure at once, without waiting, where another process holds the lock.
 */
export const withLock = async <T>(project: string, run: () => Promise<T>): Promise<T> => {
  const lock = join(project, '.generate.lock');
  const mine = acquireOrRefuse(lock);
  try {
    return await run();
  } finally {
    if (read(lock) === mine) unlinkSync(lock);
  }
};
