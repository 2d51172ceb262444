export const models = {
  simple: [
    { model: 'ended', last_day: '2026-11-21' },
    { model: 'ends-today', last_day: '2026-11-22' }, // bad: models
    { model: 'in-52-days', last_day: '2027-01-13' }, // bad: models
    { model: 'in-60-days', last_day: '2027-01-21' }, // bad: models
    { model: 'in-61-days', last_day: '2027-01-22' },
    { model: 'for-ever', last_day: null },
  ],
  // bad next line: models
  reasoning: [
    { model: 'ended-long-ago', last_day: '2025-01-01' },
    { model: 'ended-yesterday', last_day: '2026-11-21' },
  ],
  'last-chance': [{ model: 'nothing-follows', last_day: '2026-12-24' }], // bad: models
} as const satisfies Record<string, readonly { model: string; last_day: string | null }[]>;
