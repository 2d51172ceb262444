const prompt = 'consent';
const instructions = { max: 500 };

export const pageService = {
  member: { role: 'admin', content: 'The content of a page.' },
  content: { type: 'page', content: `A page ${prompt}` },
  url: new URLSearchParams({ prompt: 'select account', input: 'a b' }),
  car: { model: 'Volvo 240', year: 1980, text: 'An old car.' },
  limit: instructions.max,
  send: (api: { messages: { create: (mail: object) => void } }, text: string) =>
    api.messages.create({ to: 'a@example.com', body: `Hello ${text}` }),
};
