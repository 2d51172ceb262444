export type StreamEvent = {
  readonly event: string;
  readonly data: ReturnType<typeof JSON.parse>;
  readonly id: string | null;
};

/** The events in the text of a stream, without its signs of life. */
export const readEvents = (text: string): StreamEvent[] =>
  text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null'),
      id: /^id: (.*)$/m.exec(block)?.[1] ?? null,
    }));

/** What was said, of all tokens together. */
export const textOf = (events: readonly StreamEvent[]): string =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data }) => data.text)
    .join('');
