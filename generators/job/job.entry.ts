import type { Generator } from '../generators.ts';

export const jobEntry: Generator = {
  name: 'job',
  summary: 'a job that a worker does, with the schema of its payload and a test',
  usage: 'job <name> [field:type[:nullable]] …',
  example: 'job send-reminder invoice_id:uuid note:text:nullable',
  help: async () => (await import('./job-arguments.ts')).jobHelp,
  prompts: [
    { name: 'name', message: 'What it does (send-reminder):' },
    { name: 'fields', message: 'What it has to know (invoice_id:uuid note:text:nullable):' },
  ],
  prepare: async (args) => {
    const { parseJobArguments } = await import('./job-arguments.ts');
    const request = parseJobArguments(args);
    const { kebab, camel } = request.name;
    return {
      plan: async (layout) => {
        const { jobPlan } = await import('./job.generator.ts');
        return jobPlan({ ...request, layout });
      },
      next: [
        `Write what it does in src/jobs/${kebab}.job.ts.`,
        `Ask for it in a service: await jobService.enqueue(${camel}Job, { … });`,
      ],
    };
  },
};
