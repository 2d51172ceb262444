import type { SearchHit, SearchInput } from '../../src/schemas/search.schema.ts';
import { searchService } from '../../src/services/search.service.ts';
import { findQuote } from '../../src/utils/find-quote.ts';
import type { Result } from '../harness/evaluation.ts';
import type { Dataset, Question } from './datasets.ts';
import { rankingMeasures } from './ranking.ts';

type Mode = SearchInput['mode'];
type Searched = {
  readonly question: string;
  readonly place: number | null;
  readonly first: string;
  readonly model: string | null;
};

/** Whether a passage is the one: it has the words, in the right document. */
export const isEvidence = (
  { document_name, text }: Pick<SearchHit, 'document_name' | 'text'>,
  { evidence }: Question,
): boolean => evidence !== null && document_name === evidence.document && findQuote(text, evidence.text) !== null;

const ask = async (wanted: Question, ids: readonly string[], mode: Mode): Promise<Searched> => {
  const filter = { document_ids: [...ids], types: null, kinds: null, headings: null };
  const { hits, model } = await searchService.search({
    query: wanted.question,
    limit: 10,
    mode,
    filter,
    expand: false,
  });
  const index = hits.findIndex((hit) => isEvidence(hit, wanted));
  return {
    question: wanted.question,
    place: index < 0 ? null : index + 1,
    first: hits[0]?.text.slice(0, 120) ?? 'nothing',
    model,
  };
};

const searchAll = async (questions: readonly Question[], ids: readonly string[], mode: Mode): Promise<Searched[]> => {
  const searched: Searched[] = [];
  for (const wanted of questions) searched.push(await ask(wanted, ids, mode));
  return searched;
};

const placesOf = (searched: readonly Searched[]) => searched.map(({ place }) => place);

/** How well the passages are found that answer the questions of a dataset, by both ways of searching and by each alone. */
export async function evaluateRetrieval(
  { name, title, hash, questions }: Dataset,
  ids: readonly string[],
): Promise<Result> {
  const answerable = questions.filter(({ evidence }) => evidence !== null);
  const found = await searchAll(answerable, ids, 'hybrid');
  const beside = {
    'by meaning alone': rankingMeasures(placesOf(await searchAll(answerable, ids, 'vector'))),
    'by words alone': rankingMeasures(placesOf(await searchAll(answerable, ids, 'text'))),
  };
  return {
    name,
    title,
    dataset_hash: hash,
    model: found[0]?.model ?? 'none',
    measures: rankingMeasures(placesOf(found)),
    beside,
    cases: found.map(({ question, place, first }) => ({
      question,
      score: place === null ? 0 : 1 / place,
      note: place === null ? `not among ten; first: ${first}` : `at place ${place}; first: ${first}`,
    })),
  };
}
