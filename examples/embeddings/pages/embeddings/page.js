import { readEvents } from './read-events.js';
import { describeLinks, drawGraph } from './draw-graph.js';

const at = (id) => document.getElementById(id);
const state = { token: null, passages: [] };

/** Calls the API. @throws an Error with the message for people */
async function call(method, path, { json, file } = {}) {
  const type = json === undefined ? 'application/octet-stream' : 'application/json';
  const body = json === undefined ? file : JSON.stringify(json);
  const response = await fetch(`/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${state.token}`, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body }),
  });
  if (response.ok) return response;
  const { error } = await response.json();
  throw new Error(error.message);
}

/** Does what a form asks for, and says what went wrong. */
async function attempt(work) {
  try {
    at('problem').hidden = true;
    await work();
  } catch (error) {
    at('problem').hidden = false;
    at('problem').textContent = error.message;
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

const round = (value) => (value === null ? 'none' : value.toFixed(3));

function whereOf({ document_name, heading_path, start, end }) {
  const section = heading_path.length === 0 ? '' : `, ${heading_path.join(' › ')}`;
  return `${document_name}${section}, characters ${start} to ${end}`;
}

const scoresOf = ({ score, similarity, vector_rank, text_rank }) =>
  `Score ${score.toFixed(4)}, similarity ${round(similarity)}; place by meaning ${vector_rank ?? 'none'}, by words ${text_rank ?? 'none'}.`;

function showHits(hits) {
  state.passages = hits;
  at('found').hidden = false;
  const items = hits.map((hit) => {
    const item = document.createElement('li');
    item.append(
      element('div', 'where', whereOf(hit)),
      element('div', 'passage', hit.text),
      element('div', 'scores', scoresOf(hit)),
    );
    return item;
  });
  at('hits').replaceChildren(...(items.length === 0 ? [element('li', '', 'Nothing was found.')] : items));
}

function showGraph(hits, context) {
  at('around').hidden = context.length === 0;
  if (context.length === 0) return;
  drawGraph(at('graph'), hits, context);
  const links = describeLinks(hits, context);
  at('graph-summary').textContent =
    `${hits.length} passages that were found on the left, ${context.length} around them on the right, ${links.length} links: ` +
    'a line for neighbours, dashes for one section, dots for what both speak of.';
  at('links').replaceChildren(...links.map((text) => element('li', '', text)));
}

/** Marks the cited words in the passage that was sent to the model. */
function mark({ passage_id, start, end }) {
  const index = state.passages.findIndex(({ id }) => id === passage_id);
  const shown = at('hits').children[index]?.querySelector('.passage');
  if (shown === null || shown === undefined) return;
  const { text, start: from } = state.passages[index];
  const words = document.createElement('mark');
  words.textContent = text.slice(start - from, end - from);
  shown.replaceChildren(text.slice(0, start - from), words, text.slice(end - from));
}

function showCitation(citation) {
  mark(citation);
  const item = element('li', '', `${whereOf({ ...citation, heading_path: [] })}: “${citation.text}”`);
  item.value = citation.number;
  at('citations').append(item);
}

const ENDS = {
  answered: () => '',
  unknown: () => 'The documents do not say.',
  uncited: () => 'The answer shows no source: do not rely on it.',
};

async function ask(question) {
  at('answer').hidden = false;
  at('answer-text').textContent = '';
  at('citations').replaceChildren();
  at('around').hidden = true;
  const response = await call('POST', '/document-answers', { json: { question } });
  for await (const { event, data } of readEvents(response)) {
    if (event === 'passages') showHits(data.passages);
    // The API writes a < of its own as &lt;, for those who make HTML of it. This page makes none.
    if (event === 'token') at('answer-text').textContent += data.text.replaceAll('&lt;', '<');
    if (event === 'citation') showCitation(data);
    if (event === 'error') throw new Error(data.error.message);
    if (event === 'done') at('state').textContent = ENDS[data.status]() || 'Answered.';
  }
}

async function search(query) {
  at('answer').hidden = true;
  const json = { query, mode: at('mode').value, expand: true };
  const { data } = await (await call('POST', '/searches', { json })).json();
  showHits(data.hits);
  showGraph(data.hits, data.context);
  at('state').textContent = `Passages that were found: ${data.hits.length}.`;
}

async function listDocuments() {
  const { data } = await (await call('GET', '/documents?limit=50')).json();
  const items = data.map(({ name, status, progress, chunk_count, error }) => {
    if (status === 'failed') return element('li', '', `${name} failed: ${error.message}`);
    return element('li', '', status === 'ready' ? `${name}: ${chunk_count} passages` : `${name}: ${progress} %`);
  });
  at('documents').replaceChildren(...items);
  return data;
}

/** Looks until all documents have come to an end. A socket tells it as well: docs/examples/embeddings.md shows that. */
async function follow() {
  for (;;) {
    const documents = await listDocuments();
    if (documents.every(({ status }) => status === 'ready' || status === 'failed')) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const onSubmit = (id, work) =>
  at(id).addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(work);
  });

onSubmit('sign-in', async () => {
  state.token = at('token').value.trim();
  await listDocuments();
  at('sign-in').hidden = true;
  at('signed-in').hidden = false;
  at('state').textContent = 'Signed in.';
});
onSubmit('upload', async () => {
  const [file] = at('file').files;
  await call('POST', `/documents?name=${encodeURIComponent(file.name)}`, { file });
  at('upload').reset();
  await follow();
});
onSubmit('search', () => search(at('query').value));
at('ask').addEventListener('click', () => {
  if (at('search').reportValidity()) void attempt(() => ask(at('query').value));
});
