// Lints for the tests in a process of its own: Jest would load ESLint anew for each of their files, and run it slower.
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { eslintConfig } from '../../conventions/eslint-config.ts';

const project = join(import.meta.dirname, '../..');
// The folder above: in the kit, generators and examples stand beside the project.
const eslint = new ESLint({ cwd: join(project, '..'), overrideConfigFile: true, overrideConfig: eslintConfig });

process.on('message', ({ id, path, code }: { id: number; path: string; code: string }) => {
  eslint.lintText(code, { filePath: join(project, path) }).then(
    ([result]) => process.send?.({ id, messages: result?.messages ?? [], error: null }),
    (error: unknown) => process.send?.({ id, messages: [], error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
