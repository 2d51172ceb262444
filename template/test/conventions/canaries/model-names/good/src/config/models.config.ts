export const models = {
  simple: [{ model: 'gpt-4.1-mini', last_day: '2027-01-13' }],
  embedding: [{ model: 'text-embedding-3-small', last_day: null }],
};
