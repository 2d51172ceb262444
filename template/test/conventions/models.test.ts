import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelsCheck } from '../../conventions/checks/models.check.ts';
import { findProject } from '../../conventions/project.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'models-'));
  await mkdir(join(root, 'src/config'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const check = (today: string) => modelsCheck.run(findProject(root, new Date(today)));

async function checkText(text: string, today = '2026-11-22') {
  await writeFile(join(root, 'src/config/models.config.ts'), text);
  return check(today);
}

const table = `export const models = {
  simple: [
    { model: 'first', last_day: '2027-01-13' },
    { model: 'second', last_day: null },
  ],
};`;

describe('the check `models`', () => {
  it('warns with the day, the days that are left and the successor', async () => {
    expect(await checkText(table)).toEqual([
      {
        rule: 'conventions/models',
        file: join(root, 'src/config/models.config.ts'),
        line: 3,
        column: 5,
        severity: 'warning',
        message: expect.stringMatching(
          /^first \(simple\) has its last day in 52 days, on 2027-01-13; then second serves.*PATTERNS\.md › Models/,
        ),
      },
    ]);
  });

  it.each([
    ['2026-11-13', 0],
    ['2026-11-14', 1],
    ['2027-01-13T23:59:59Z', 1],
    ['2027-01-14', 0],
  ])('on %s warns %d times', async (today, times) => {
    expect(await checkText(table, today)).toHaveLength(times);
  });

  it('fails only where a task has no model that is alive', async () => {
    const [finding, ...more] = await checkText(table.replace('null', "'2027-02-01'"), '2027-02-02');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      line: 2,
      severity: 'error',
      message: expect.stringContaining('No model is alive for `simple`'),
    });
  });

  it('says so where nothing follows a model that ends', async () => {
    const [finding] = await checkText("export const models = { a: [{ model: 'x', last_day: '2026-11-22' }] };");
    expect(finding).toMatchObject({ severity: 'warning', message: expect.stringMatching(/today.*nothing follows it/) });
  });

  it('reads files with Windows line ends', async () => {
    expect(await checkText(table.replaceAll('\n', '\r\n'))).toMatchObject([{ line: 3, column: 5 }]);
  });

  it('names the line of a syntax error', async () => {
    expect(await checkText('export const models = {\n  simple: [,}\n')).toMatchObject([{ line: 2, severity: 'error' }]);
  });

  it('has nothing to say where there are no models', async () => {
    expect(await check('2026-11-22')).toEqual([]);
  });

  it('finds no error in the table of this project, whose models live', async () => {
    const own = findProject(join(import.meta.dirname, '../..'), new Date('2026-11-22'));
    const findings = await modelsCheck.run(own);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
