import { readEvents } from './read-events.js';

const TRIES = 5;
const at = (id) => document.getElementById(id);
const state = { token: null, conversation: null, reading: null, approval: null };

/** Calls the API. @throws an Error with the message for people */
async function call(method, path, { body, headers = {}, signal } = {}) {
  const response = await fetch(`/v1${path}`, {
    method,
    signal,
    headers: {
      authorization: `Bearer ${state.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
  const { error } = await response.json();
  throw Object.assign(new Error(error.message), { told: true });
}

function complain(error) {
  at('problem').hidden = error === null;
  at('problem').textContent = error?.message ?? '';
}

function addMessage(role, text) {
  const item = document.createElement('li');
  item.className = role;
  item.textContent = text;
  at('messages').append(item);
  return item;
}

function askFor(approval) {
  state.approval = approval;
  at('approval').hidden = approval === null;
  if (approval !== null)
    at('approval-text').textContent = `It wants to use ${approval.tool} with ${approval.arguments}.`;
}

/** Shows what comes. @returns the id of the message and of the last event, and whether it came to its end */
async function show(response, item, progress) {
  for await (const { event, data, id } of readEvents(response)) {
    if (id !== undefined) progress.lastId = id;
    if (event === 'message') progress.message = data.id;
    // The API writes a < of its own as &lt;, for those who make HTML of it. This page makes none.
    if (event === 'token') item.textContent += data.text.replaceAll('&lt;', '<');
    if (event === 'approval') askFor(data);
    if (event === 'usage')
      at('usage').textContent =
        `${data.input_tokens} + ${data.output_tokens} tokens, ${data.cost_usd} $, ${data.model}`;
    if (event === 'error') throw Object.assign(new Error(data.error.message), { told: true });
    if (event === 'done') return true;
  }
  return false;
}

/** Reads an answer to its end; where the connection breaks, on from where it broke. */
async function read(method, path, body) {
  const controller = new AbortController();
  state.reading = controller;
  at('send').disabled = true;
  at('stop').hidden = false;
  const { signal } = controller;
  const item = addMessage('assistant', '');
  const progress = { message: null, lastId: '0' };
  try {
    let open = () => call(method, path, { body, signal });
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        if (await show(await open(), item, progress)) break;
      } catch (error) {
        if (error.told || signal.aborted || progress.message === null) throw error;
      }
      open = () =>
        call('GET', `/messages/${progress.message}/events`, { headers: { 'last-event-id': progress.lastId }, signal });
      await new Promise((resolve) => setTimeout(resolve, 300 * (tries + 1)));
    }
    complain(null);
  } catch (error) {
    if (item.textContent === '') item.remove();
    complain(signal.aborted ? null : error);
  } finally {
    at('send').disabled = false;
    at('stop').hidden = true;
  }
}

at('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  state.token = at('token').value.trim();
  try {
    const response = await call('POST', '/conversations', { body: { title: 'From the page' } });
    state.conversation = (await response.json()).data.id;
    at('sign-in').hidden = true;
    at('signed-in').hidden = false;
    at('state').textContent = 'Signed in.';
    complain(null);
  } catch (error) {
    complain(error);
  }
});

at('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const content = at('content').value;
  at('content').value = '';
  addMessage('user', content);
  askFor(null);
  void read('POST', `/conversations/${state.conversation}/messages`, { content });
});

at('stop').addEventListener('click', () => state.reading?.abort());
for (const [id, approved] of [
  ['approve', true],
  ['refuse', false],
])
  at(id).addEventListener('click', () => {
    const { approval } = state;
    askFor(null);
    void read('POST', `/tool-calls/${approval.id}/decide`, { approved });
  });
