import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { Project } from '../project.ts';

/** What the checks find. A check that crashes is a finding itself: it must never pass for one that found nothing. */
export async function checkFindings(checks: readonly Check[], project: Project): Promise<Finding[]> {
  const findings = checks.map(async ({ name, run }): Promise<readonly Finding[]> => {
    try {
      return await run(project);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        {
          rule: `conventions/${name}`,
          file: `${project.root}/package.json`,
          line: 1,
          column: 1,
          message: `The check \`${name}\` crashed (${reason}), so nothing is known of what it holds. PATTERNS.md › Deviations. Mend \`conventions/checks/${name}.check.ts\`, or what it could not read.`,
          severity: 'error',
        },
      ];
    }
  });
  return (await Promise.all(findings)).flat();
}
