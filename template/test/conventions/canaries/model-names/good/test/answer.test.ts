export const expected = 'gpt-4.1-mini';
