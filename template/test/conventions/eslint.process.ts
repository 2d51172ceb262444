// Prints what ESLint finds below a folder, as JSON: quicker in a process of its own than in Jest.
import { eslintFindings } from '../../conventions/lint/eslint-findings.ts';

const [, , cwd = ''] = process.argv;
const findings = await eslintFindings({ cwd, files: ['.'], fix: false, cache: false });
process.stdout.write(JSON.stringify(findings));
