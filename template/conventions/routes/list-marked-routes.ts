import type { Project } from '../project.ts';
import { readRoutes } from './read-routes.ts';

/** A route that is marked as no collection. `npm run patterns` prints them, so that each exception is seen. */
export type MarkedRoute = {
  /** `GET`, or several: `GET, POST`. */
  readonly method: string;
  /** `/v1/me` */
  readonly url: string;
  /** A key of `contracts`, or whatever stands there: the check `routes` refuses the rest. */
  readonly mark: string;
  /** Absolute; null where a package registered it. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number;
};

/**
 * The marked routes of a project's app, by their URLs. Builds the app in a process of its own (about a second).
 * @throws an error of one line when the app cannot be built; the check `routes` tells where.
 */
export async function listMarkedRoutes(project: Project): Promise<readonly MarkedRoute[]> {
  const report = await readRoutes(project);
  if ('failure' in report) {
    throw new Error(`The app could not be built, so its routes are not known: ${report.failure.message}`);
  }
  return report.routes
    .flatMap(({ methods, url, contract, file, line }) =>
      contract === null ? [] : [{ method: methods.join(', '), url, mark: contract, file, line }],
    )
    .sort((one, other) => one.url.localeCompare(other.url) || one.method.localeCompare(other.method));
}
