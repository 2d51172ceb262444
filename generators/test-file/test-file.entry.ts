import type { Generator } from '../generators.ts';

export const testFileEntry: Generator = {
  name: 'test',
  summary: 'a test file for a file of src/, in the folder of test/ that mirrors it',
  usage: 'test <file below src>',
  example: 'test services/invoice',
  help: async () => (await import('./test-file.generator.ts')).testFileHelp,
  prompts: [{ name: 'file', message: 'The file to test, below src (services/invoice):' }],
  prepare: async (args) => {
    const { parseTestedFile, testFilePlan } = await import('./test-file.generator.ts');
    const tested = parseTestedFile(args);
    return {
      plan: (layout) => testFilePlan({ tested, layout }),
      next: ['Write a test for each thing that the file promises: a sentence that begins with `it`.'],
    };
  },
};
