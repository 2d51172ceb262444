import type { Evaluation, Result } from './harness/evaluation.ts';
import { startEvalStack } from './search/start-eval-stack.ts';

const HISTORY = 30;

/** How well documents are searched, and questions about them answered, on the datasets of `eval/datasets/`. */
export const searchEval: Evaluation = {
  title: 'Search and answers',
  tolerance: 0.02,
  // What the stand-in's small model of English does; the rest is what our code answers for, whichever model it is.
  least: {
    glosses: { 'recall@10': 0.45, mrr: 0.25 },
    handbook: { 'recall@10': 0.95, mrr: 0.85 },
    answers: { cites: 1, 'cites nothing made up': 1, 'cites what proves it': 0.6, 'does not know the rest': 0.4 },
  },
  async start() {
    const stack = await startEvalStack();
    // What they import reads the environment, which the stack has made.
    const { readGlosses, readHandbook } = await import('./search/datasets.ts');
    const { ingest } = await import('./search/ingest.ts');
    const { evaluateRetrieval } = await import('./search/evaluate-retrieval.ts');
    const { evaluateAnswers } = await import('./search/evaluate-answers.ts');
    const { evaluationRunAdminRepository } = await import('../src/repositories/evaluation-run-admin.repository.ts');
    const { config } = await import('../src/config/config.ts');
    const { documentService } = await import('../src/services/document.service.ts');
    const uploaded: string[] = [];
    const load = async (read: typeof readGlosses) => {
      const dataset = await read();
      const ids = await ingest(dataset);
      uploaded.push(...ids);
      return { dataset, ids };
    };
    return {
      run: () =>
        stack.as(async (): Promise<readonly Result[]> => {
          const glosses = await load(readGlosses);
          const handbook = await load(readHandbook);
          const results = [
            await evaluateRetrieval(glosses.dataset, glosses.ids),
            await evaluateRetrieval(handbook.dataset, handbook.ids),
            await evaluateAnswers(handbook.dataset, handbook.ids),
          ];
          // Under the names of real models, the stand-in's results would be held against theirs.
          const by = config.OPENAI_BASE_URL === null ? '' : ', by the stand-in';
          return results.map((result) => ({ ...result, model: `${result.model}${by}` }));
        }),
      async keep({ name, dataset_hash, model, measures, cases }) {
        const earlier = await evaluationRunAdminRepository.list(name, HISTORY);
        await evaluationRunAdminRepository.add({
          name,
          dataset_hash,
          model,
          measures: { ...measures },
          cases: cases.length,
        });
        return earlier.filter((run) => run.dataset_hash === dataset_hash);
      },
      async stop() {
        await stack.as(async () => {
          for (const id of uploaded) await documentService.delete(id);
        });
        await stack.stop();
      },
    };
  },
};
