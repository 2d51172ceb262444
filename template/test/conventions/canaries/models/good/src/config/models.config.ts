export type Task = keyof typeof models;

export const models = {
  simple: [
    { model: 'ended', last_day: '2026-11-21' },
    { model: 'in-61-days', last_day: '2027-01-22' },
    { model: 'for-ever', last_day: null },
  ],
  reasoning: [{ model: 'for-ever', last_day: null }] as const,
};
