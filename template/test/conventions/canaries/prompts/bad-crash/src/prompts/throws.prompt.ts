const fail = (): never => {
  throw new Error('no such thing'); // bad: prompts
};

export const throwsPrompt = fail();
