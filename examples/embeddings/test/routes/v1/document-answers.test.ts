import { describe, expect, it } from '@jest/globals';
import { readEvents, textOf } from '../../support/read-events.ts';
import { startDocumentWorker } from '../../support/start-document-worker.ts';
import { refusal, startTestModel } from '../../support/start-test-model.ts';
import type { TestUser } from '../../support/test-user.ts';

const model = startTestModel();
const test = startDocumentWorker();

const ferry = `# Ferries

## Tickets

A ticket that was not used is paid back within fourteen days.

## Dogs

Dogs travel free of charge, on a lead, on the open deck.
`;
const url = '/v1/document-answers';

const ask = async (user: TestUser, question: string, filter: unknown = null) => {
  const { status, body } = await user.api('POST', url, { question, filter });
  const events = status === 200 ? readEvents(String(body)) : [];
  const all = (name: string) => events.filter(({ event }) => event === name).map(({ data }) => data);
  return { status, body, text: textOf(events), kinds: events.map(({ event }) => event), all, last: events.at(-1) };
};

const withFerry = async () => {
  const user = await test.newUser();
  return { user, id: await test.ingest(user, 'ferry.md', ferry) };
};

describe('POST /v1/document-answers', () => {
  it('answers with citations of places in the document', async () => {
    const { user, id } = await withFerry();
    model.next({ content: 'They travel free [[1|Dogs travel free of charge]] and leashed [[1|on a lead]].' });
    const { text, all, kinds, last } = await ask(user, 'What do dogs pay?');
    expect(text).toBe('They travel free [1] and leashed [1].');
    expect(all('citation').map((one) => one.text)).toEqual(['Dogs travel free of charge', 'on a lead']);
    for (const { start, end, text: cited, document_id, document_name } of all('citation')) {
      expect(ferry.slice(start, end)).toBe(cited);
      expect({ document_id, document_name }).toEqual({ document_id: id, document_name: 'ferry.md' });
    }
    const [{ passages }] = all('passages');
    expect(passages[0]).toMatchObject({ number: 1, document_id: id, heading_path: ['Ferries', 'Dogs'] });
    expect(all('citation')[0].passage_id).toBe(passages[0].id);
    expect(kinds[0]).toBe('passages');
    expect(kinds.at(-2)).toBe('usage');
    expect(last).toMatchObject({ event: 'done', data: { status: 'answered', citations: 2, refused: 0 } });
  });

  it('sends the passages and the question between marks, as the user, and no tools', async () => {
    const { user } = await withFerry();
    await ask(user, 'What do dogs pay?');
    const [asked] = model.asked();
    const [system, question] = asked?.messages ?? [];
    expect([system?.role, question?.role]).toEqual(['system', 'user']);
    expect(String(system?.content)).not.toContain('lead');
    expect(String(question?.content)).toMatch(
      /^The passages, as JSON: <(text-\w{8})>\n\[.*\]\n<\/\1>\n\nThe question: <(text-\w{8})>\nWhat do dogs pay\?\n<\/\2>$/,
    );
    expect(asked?.tools ?? []).toEqual([]);
  });

  it('takes out what no passage says, and tells that nothing is left', async () => {
    const { user } = await withFerry();
    model.next({ content: 'They pay ten euros [[1|Dogs pay ten euros]] [[99|A rule]].' });
    const { text, all, last } = await ask(user, 'What do dogs pay?');
    expect(text).toBe('They pay ten euros  .');
    expect(all('citation')).toEqual([]);
    expect(last).toMatchObject({ data: { status: 'uncited', citations: 0, refused: 2 } });
  });

  it('does not know what no passage is near to, without asking a model', async () => {
    const { user } = await withFerry();
    const { text, last, all } = await ask(user, 'Qwxz vbnk plmr trgh?');
    expect(text).toBe("I don't know.");
    expect(last).toMatchObject({ event: 'done', data: { status: 'unknown' } });
    expect(all('usage')).toEqual([]);
    expect(model.asked()).toEqual([]);
    const nobody = await test.newUser();
    expect((await ask(nobody, 'What do dogs pay?')).text).toBe("I don't know.");
    expect(model.asked()).toEqual([]);
  });

  it('does not know what the model does not find either', async () => {
    const { user } = await withFerry();
    model.next({ content: "I don't know." });
    expect((await ask(user, 'What do cats pay on the ferry?')).last).toMatchObject({ data: { status: 'unknown' } });
  });

  it('reads nobody else’s documents, and only those of the filter', async () => {
    const [{ user: ada, id }, bob] = [await withFerry(), await test.newUser()];
    const other = await test.ingest(bob, 'other.md', '# Ferries\n\nDogs pay ten euros on the ferry.');
    expect((await ask(bob, 'What do dogs pay?', { document_ids: [id] })).all('passages')[0].passages).toEqual([]);
    const { passages } = (await ask(bob, 'What do dogs pay?')).all('passages')[0];
    expect(passages.map((one: { document_id: string }) => one.document_id)).toEqual([other]);
    expect(
      (await ask(ada, 'What do dogs pay?', { headings: ['Ferries', 'Tickets'] })).all('passages')[0].passages,
    ).toHaveLength(1);
  });

  it('says so before the stream where no model answers', async () => {
    const { user } = await withFerry();
    model.always(refusal(401, 'invalid_api_key'));
    expect(await ask(user, 'What do dogs pay?')).toMatchObject({
      status: 500,
      body: { error: { code: 'ai_refused' } },
    });
  });

  it.each([
    [{ question: ' ' }],
    [{ question: 'a'.repeat(4001) }],
    [{}],
    [{ question: 'a', model: 'x' }],
    [{ question: 'a', filter: { owner: 1 } }],
  ])('refuses %j', async (body) => {
    expect((await (await test.newUser()).api('POST', url, body)).status).toBe(400);
    expect((await test.anonymous.api('POST', url, body)).status).toBe(401);
  });
});
