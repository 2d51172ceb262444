// The pattern is taken up by a reason that speaks for another line, and by one for what is no departure.
export const mailService = {
  /* pattern: services -- this line is no service */ // bad: patterns
  send: (): boolean => true,
  /* pattern: imports -- a template needs it */ // bad: patterns
  receive: (): boolean => true,
};
