import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A question, and where its answer stands; `evidence` null: nowhere. */
export type Question = {
  readonly question: string;
  readonly answer: string;
  readonly evidence: { readonly document: string; readonly text: string } | null;
};

export type Dataset = {
  readonly name: string;
  readonly title: string;
  readonly hash: string;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  readonly questions: readonly Question[];
};

const folder = path.join(import.meta.dirname, '../datasets');
const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(folder, file), 'utf8'));

const withHash = (dataset: Omit<Dataset, 'hash'>): Dataset => ({
  ...dataset,
  hash: createHash('sha256').update(JSON.stringify(dataset)).digest('hex'),
});

const glossesSchema = z.array(
  z.object({ topic: z.string(), entries: z.array(z.tuple([z.string(), z.string(), z.string()])) }),
);

/** Definitions of WordNet under a word each, asked for by another word of the same meaning, which the text has not. */
export async function readGlosses(): Promise<Dataset> {
  const topics = glossesSchema.parse(await readJson('glosses.json'));
  return withHash({
    name: 'glosses',
    title: 'Definitions of WordNet, by a word of the same meaning',
    documents: topics.map(({ topic, entries }) => ({
      name: `${topic}.md`,
      text: entries.map(([word, , gloss]) => `## ${word}\n\n${gloss}`).join('\n\n'),
    })),
    questions: topics.flatMap(({ topic, entries }) =>
      entries.map(([word, synonym, gloss]) => ({
        question: synonym,
        answer: word,
        evidence: { document: `${topic}.md`, text: gloss },
      })),
    ),
  });
}

const questionsSchema = z.array(
  z.tuple([z.string().nullable(), z.string(), z.string().nullable(), z.string().nullable()]),
);

/** Papers of a company that does not exist, with written questions; some have no answer there. */
export async function readHandbook(): Promise<Dataset> {
  const names = (await readdir(path.join(folder, 'handbook'))).toSorted();
  const documents = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(folder, 'handbook', name), 'utf8') })),
  );
  const rows = questionsSchema.parse(await readJson('handbook-questions.json'));
  const questions = rows.map(([document, question, answer, text]) => ({
    question,
    answer: answer ?? 'Nobody knows.',
    evidence: document === null || text === null ? null : { document, text },
  }));
  return withHash({ name: 'handbook', title: 'Papers of a ferry company, by written questions', documents, questions });
}
