import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';
import type { PieceName } from '../pieces/piece-name.ts';

type DecisionRequest = { readonly name: PieceName; readonly layout: Layout };

const folder = 'docs/decisions';
const template = new URL('./templates/decision.hbs', import.meta.url);
const RECORD = /^(\d{4})-(.+)\.md$/;

const recordsIn = (project: string): Promise<readonly string[]> =>
  readdir(join(project, folder)).catch((error: NodeJS.ErrnoException) => {
    // What is in the way of the folder is told when the file is planned.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });

/** Plans a decision record at the project's top: the next number, or that of the record which has the name already. */
export const decisionPlan = async ({ name, layout }: DecisionRequest): Promise<readonly PlannedFile[]> => {
  const records = (await recordsIn(layout.project)).flatMap((file) => {
    const [, number, called] = RECORD.exec(file) ?? [];
    return number === undefined ? [] : [{ number: Number(number), called }];
  });
  const own = records.find(({ called }) => called === name.kebab);
  const number = own?.number ?? Math.max(0, ...records.map((record) => record.number)) + 1;
  const path = `${folder}/${String(number).padStart(4, '0')}-${name.kebab}.md`;
  const title = name.human.slice(0, 1).toUpperCase() + name.human.slice(1);
  const render = await createRenderer(layout);
  return [{ path, content: await render(template, { number, title }, path), kind: 'create' }];
};
