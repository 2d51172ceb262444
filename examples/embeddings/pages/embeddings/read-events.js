/**
 * The events of a stream that `fetch` has begun to read. `EventSource` can send neither a body nor a token.
 * @returns an async iterator of { event, data, id }
 */
export async function* readEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    waiting += value;
    const blocks = waiting.split('\n\n');
    waiting = blocks.pop();
    for (const block of blocks) {
      const field = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      // A block without data is a sign of life.
      if (data !== undefined) yield { event: field('event'), data: JSON.parse(data), id: field('id') };
    }
  }
}
