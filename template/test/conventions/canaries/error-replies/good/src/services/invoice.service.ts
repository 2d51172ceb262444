type Outcome = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: string };

export const invoiceService = {
  /** One case of a union is no reply. */
  check: (id: string): Outcome => (id === '' ? { ok: false, error: 'empty' } : { ok: true, id }),
  tell(mailer: { send(mail: { message: string }): void; code(number: number): void }): Outcome {
    mailer.send({ message: 'Sent.' });
    mailer.code(404);
    return { ok: false, error: 'told' };
  },
  list: async () => ({ status: 404, code: 'none' }),
};
