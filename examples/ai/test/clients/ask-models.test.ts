import { describe, expect, it } from '@jest/globals';
import { APIError, APIConnectionError } from 'openai';
import { askModels } from '../../src/clients/ask-models.ts';
import { models } from '../../src/config/models.config.ts';

const chain = models.reasoning.slice(1);
const [first, second] = chain;
const never = new AbortController().signal;

const overloaded = () => APIError.generate(503, { error: { message: 'overloaded' } }, 'overloaded', new Headers());

describe('askModels', () => {
  it('passes a model over that fails again and again, and does not even try it', async () => {
    const tried: string[] = [];
    const call = async ({ model }: { model: string }): Promise<string> => {
      tried.push(model);
      if (model === first?.model) throw overloaded();
      return 'yes';
    };
    for (const _ of Array(5).keys()) await askModels(chain, call, never);
    tried.length = 0;
    const { model, answer } = await askModels(chain, call, never);
    expect({ model: model.model, answer, tried }).toEqual({
      model: second?.model,
      answer: 'yes',
      tried: [second?.model],
    });
  });

  it('says what the last one failed with', async () => {
    const late = new APIConnectionError({ message: 'Connection error.', cause: new Error('fetch failed') });
    await expect(askModels(chain.slice(1), () => Promise.reject(late), never)).rejects.toMatchObject({
      code: 'ai_overloaded',
      statusCode: 503,
    });
  });

  it('asks nobody else once its caller is gone', async () => {
    const gone = AbortSignal.abort();
    const tried: string[] = [];
    const call = async ({ model }: { model: string }) => {
      tried.push(model);
      throw new Error('aborted');
    };
    await expect(askModels(models.simple, call, gone)).rejects.toMatchObject({ code: 'stopped' });
    expect(tried).toHaveLength(1);
  });
});
