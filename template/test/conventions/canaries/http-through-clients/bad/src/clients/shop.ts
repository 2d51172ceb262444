import got from 'got'; // bad: http-through-clients

export const shop = { get: (url: string) => fetch(url), got }; // bad: http-through-clients
