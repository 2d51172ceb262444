const rows = ['One', 'Two'];
const make = (name: string) => ({ name, messages: [] });

export const madePrompt = make('made'); // bad: prompts-as-templates
export const mappedPrompt = { name: 'mapped', messages: rows.map((content) => ({ role: 'user', content })) }; // bad: prompts-as-templates
export function greetPrompt(name: string): string { // bad: prompts-as-templates
  return `Hello ${name}`;
}
rows.push('Three'); // bad: prompts-as-templates
export { make }; // bad: prompts-as-templates
export * from './assembled.prompt.ts'; // bad: prompts-as-templates, layers
