import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

type TestResult = { v8Coverage?: { result: { url: string } }[] };

/**
 * A Jest reporter: keeps what V8 counted in each test file, in the form and in the folder in which the processes that
 * the tests start leave theirs (see global-setup.ts). Does nothing while coverage is off.
 */
export default function coverageReporter({ coverageDirectory }: { coverageDirectory: string }) {
  async function onTestResult(_test: unknown, { v8Coverage }: TestResult): Promise<void> {
    if (v8Coverage === undefined) return;
    const result = v8Coverage.map((script) => ({ ...script.result, url: pathToFileURL(script.result.url).href }));
    await writeFile(path.join(coverageDirectory, 'processes', `jest-${randomUUID()}.json`), JSON.stringify({ result }));
  }
  return { onTestResult };
}
