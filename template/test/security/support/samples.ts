import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pluralize } from 'inflection';
import { paths } from '../../../stack/paths.ts';
import type { TestUser } from '../../support/test-user.ts';
import type { RequestSample, RequestSamples, RowSample, RowSamples } from './request-sample.ts';

type BodySample = (user: TestUser, n: number) => Promise<unknown>;

async function exportsOf(folder: string, ending: string): Promise<[name: string, value: unknown][]> {
  const dir = path.join(paths.root, 'test', folder);
  const files = existsSync(dir) ? (await readdir(dir)).filter((file) => file.endsWith(ending)).sort() : [];
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(path.join(dir, file)).href)));
  return files.flatMap((file, index) =>
    Object.values({ ...modules[index] }).map((value): [string, unknown] => [file.slice(0, -ending.length), value]),
  );
}

/** The bodies of test/samples/*.sample.ts, by the name of their collection in a URL: `order-items`. */
export async function readBodySamples(): Promise<ReadonlyMap<string, BodySample>> {
  const found = await exportsOf('samples', '.sample.ts');
  return new Map(found.map(([name, sample]) => [pluralize(name), sample as BodySample]));
}

/**
 * What test/security/samples/*.requests.ts say: requests by the name of their route, `POST /v1/payments/:id/refund`, and
 * rows by their collection, `/v1/payments`.
 */
export async function readRequestSamples() {
  const found = await exportsOf('security/samples', '.requests.ts');
  const all = found.flatMap(([, samples]) => Object.entries(samples as RequestSamples | RowSamples));
  const isRow = ([name]: readonly [string, unknown]): boolean => name.startsWith('/');
  return {
    rows: new Map(all.filter(isRow) as [string, RowSample][]),
    requests: new Map(all.filter((one) => !isRow(one)) as [string, RequestSample][]),
  };
}
