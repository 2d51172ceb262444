import { liveSocket } from './live-socket.js';

const WINDOWS = 60;
const at = (id) => document.getElementById(id);
const state = { token: null, socket: null, board: null, windows: new Map(), late: '0', told: new Set(), timer: null };

/** Calls the API. @throws an Error with the message for people */
async function api(method, path, body) {
  const response = await fetch(`/v1${path}`, {
    method,
    headers: {
      ...(state.token === null ? {} : { authorization: `Bearer ${state.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = await response.json();
  if (response.ok) return reply.data;
  throw Object.assign(new Error(reply.error.message), { code: reply.error.code });
}

function complain(error) {
  at('problem').hidden = error === null;
  at('problem').textContent = error?.message ?? '';
}

const svg = (name, attributes) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

function draw() {
  const shown = [...state.windows.values()]
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
    .slice(-WINDOWS);
  const means = shown.map(({ mean }) => Number(mean));
  const top = Math.max(1, ...means);
  const width = 600 / WINDOWS;
  const bars = means.map((mean, index) => {
    const height = (Math.max(0, mean) / top) * 190;
    return svg('rect', { x: index * width + 1, y: 200 - height, width: width - 2, height });
  });
  at('chart').replaceChildren(...bars);
  const readings = shown.reduce((sum, one) => sum + one.readings, 0);
  at('summary').textContent =
    shown.length === 0
      ? 'Nothing was measured yet.'
      : `${readings} measurements in ${shown.length} windows, the last with a mean of ${means.at(-1)}; too late: ${state.late}.`;
}

/** Updates may come in another order than they were made, and twice: the higher version is the newer. */
function take(windows) {
  for (const one of windows)
    if ((state.windows.get(one.id)?.version ?? 0) < one.version) state.windows.set(one.id, one);
  draw();
}

async function readBoard(id) {
  const [board, windows] = await Promise.all([
    api('GET', `/boards/${id}`),
    api('GET', `/boards/${id}/windows?limit=${WINDOWS}`),
  ]);
  if (id !== state.board) return;
  state.late = board.late_count;
  take(windows);
}

function showBoard(id) {
  if (state.board !== null) state.socket.unsubscribe(`boards.${state.board}`);
  Object.assign(state, { board: id, windows: new Map(), late: '0' });
  at('produce').disabled = id === null;
  draw();
  if (id === null) return;
  state.socket.subscribe(`boards.${id}`, {
    onGap: () => readBoard(id).catch(complain),
    onMessage: ({ windows, late_count: late }) => {
      state.late = late;
      take(windows);
    },
    onError: complain,
  });
}

async function showBoards(chosen) {
  const boards = await api('GET', '/boards?limit=100');
  const options = boards.map(({ id, name }) => new Option(name, id, false, id === chosen));
  at('board').replaceChildren(...options);
  showBoard(at('board').value === '' ? null : at('board').value);
}

function tell({ id, title, created_at: time }) {
  if (state.told.has(id)) return;
  state.told.add(id);
  const text = `${new Date(time).toLocaleTimeString()}: ${title}`;
  at('notifications').prepend(Object.assign(document.createElement('li'), { textContent: text }));
}

const SAYS = { open: 'Connected.', away: 'Away; trying again.', 'signed-out': 'Signed out. Reload the page.' };

/** Shows the boards of whoever is signed in, or asks for a token. */
async function show() {
  const me = await api('GET', '/me').catch(() => null);
  at('sign-in').hidden = me !== null;
  at('signed-in').hidden = me === null;
  if (me === null) return;
  state.socket = liveSocket(state.token, (now) => (at('state').textContent = SAYS[now]));
  state.socket.subscribe(`notifications.${me.id}`, {
    onGap: async () => {
      const unread = await api('GET', '/notifications?unread=true').catch(() => []);
      for (const one of unread.reverse()) tell(one);
    },
    onMessage: tell,
    onError: complain,
  });
  await showBoards(null);
}

/** What becomes of a form or a click: an error is shown, and gone with the next try. */
const trying = (work) => (event) => {
  event.preventDefault();
  complain(null);
  work(event).catch(complain);
};

at('sign-in').addEventListener(
  'submit',
  trying(async () => {
    state.token = at('token').value.trim();
    await show();
    if (at('signed-in').hidden) throw new Error('This token is not valid (any more).');
  }),
);

at('new-board').addEventListener(
  'submit',
  trying(async () => {
    const above = at('alert-above').value;
    const body = { name: at('name').value, window_seconds: 2, alert_above: above === '' ? null : above };
    const board = await api('POST', '/boards', body);
    at('new-board').reset();
    await showBoards(board.id);
  }),
);

at('board').addEventListener('change', () => showBoard(at('board').value));

const produce = async () => {
  const measured_at = new Date().toISOString();
  const values = Array.from({ length: 5 }, () =>
    (40 + 30 * Math.sin(Date.now() / 9000) + 10 * Math.random()).toFixed(2),
  );
  const measurements = values.map((value) => ({ id: crypto.randomUUID(), sensor: 'this page', measured_at, value }));
  await api('POST', `/boards/${state.board}/measurements`, { measurements });
};

at('produce').addEventListener('click', () => {
  const isOn = state.timer === null;
  at('produce').setAttribute('aria-pressed', String(isOn));
  clearInterval(state.timer);
  state.timer = isOn ? setInterval(() => produce().catch(complain), 1000) : null;
});

await show();
