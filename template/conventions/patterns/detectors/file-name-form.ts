import type { Detector } from '../detector.ts';

const KEBAB = 'kebab-case with the role';
const roles: Readonly<Record<string, string>> = {
  services: 'service',
  repositories: 'repository',
  routes: 'route',
  schemas: 'schema',
  jobs: 'job',
  prompts: 'prompt',
};

function formOf(path: string): string {
  const [layer = '', ...rest] = path.split('/');
  const [base = '', ...suffixes] = (rest.at(-1) ?? layer).split('.');
  if (base.includes('_')) return 'snake_case';
  if (/^[A-Z]/.test(base)) return 'PascalCase';
  if (/[A-Z]/.test(base)) return 'camelCase';
  const role = Object.hasOwn(roles, layer) ? roles[layer] : undefined;
  return role === undefined || suffixes.includes(role) ? KEBAB : 'kebab-case without the role';
}

/** How files are named; in the folders of a role (`services/`, `schemas/` …) with that role. */
export const fileNameForm: Detector = {
  name: 'file-name-form',
  forms: [KEBAB, 'kebab-case without the role', 'camelCase', 'PascalCase', 'snake_case'],
  looksAt: ({ folder }) => folder === 'src',
  detect: ({ path }) => [{ form: formOf(path), line: 1 }],
};
