// The socket of the API, for pages: it comes back by itself, and each topic goes on after the last message that was had.
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 10_000;
/** Signing in anew is all that helps. */
const UNAUTHORIZED = 4401;

/**
 * @param token an access token, or null where the browser has a session
 * @param onState is told 'open', 'away' (it tries again) and 'signed-out' (it does not)
 */
export function liveSocket(token, onState) {
  const topics = new Map();
  const state = { socket: null, failures: 0, ended: false };

  const ask = (frame) => {
    if (state.socket?.readyState === WebSocket.OPEN) state.socket.send(JSON.stringify(frame));
  };
  const askFor = (topic) => ask({ type: 'subscribe', topic, last_id: topics.get(topic).lastId });

  const onFrame = ({ type, topic, id, last_id: lastId, data, error }) => {
    const known = topics.get(topic);
    if (known === undefined) return;
    if (type === 'error') known.onError(error);
    else known.lastId = id ?? lastId ?? known.lastId;
    if (type === 'message') known.onMessage(data);
    // What came before is to be read where it is kept for good: at the start, and where the socket was away for too long.
    else if (type === 'gap' || (type === 'subscribed' && !known.isRead)) known.onGap();
    known.isRead ||= type === 'subscribed';
  };

  const open = () => {
    const socket = new WebSocket(
      `${location.origin.replace(/^http/, 'ws')}/v1/socket`,
      token === null ? ['v1'] : ['v1', `bearer.${token}`],
    );
    state.socket = socket;
    socket.addEventListener('open', () => {
      state.failures = 0;
      onState('open');
      for (const topic of topics.keys()) askFor(topic);
    });
    socket.addEventListener('message', (event) => onFrame(JSON.parse(event.data)));
    socket.addEventListener('close', ({ code }) => {
      if (state.ended) return;
      if (code === UNAUTHORIZED) return onState('signed-out');
      onState('away');
      // At random, so that all those whom an instance leaves do not come to the next at once.
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** state.failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
      state.failures += 1;
      setTimeout(open, pause);
    });
  };
  open();

  return {
    /** `onGap` reads the state as it is kept for good; `onMessage` takes what changes after that. */
    subscribe(topic, { onMessage, onGap, onError }) {
      topics.set(topic, { lastId: null, isRead: false, onMessage, onGap, onError });
      askFor(topic);
    },
    unsubscribe(topic) {
      topics.delete(topic);
      ask({ type: 'unsubscribe', topic });
    },
    close() {
      state.ended = true;
      state.socket?.close();
    },
  };
}
