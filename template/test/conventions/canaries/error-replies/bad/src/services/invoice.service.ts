export const invoiceService = {
  list: () => ({ error: { code: 'no', message: 'No.', details: null }, statusCode: 404 }), // bad: error-replies
  get(id: string) {
    return id === '' ? null : { error: 'no' };
  },
  send() {
    return { error: 'no' }; // bad: error-replies
  },
};
