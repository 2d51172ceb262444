import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Finding } from '../finding.ts';

/** The findings as people read them, by file and line; colours where `colour` is set. */
export function reportText(cwd: string, findings: readonly Finding[], colour: boolean): string {
  const paint = (style: 'red' | 'yellow' | 'dim' | 'underline', text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const byFile = Object.entries(Object.groupBy(findings, ({ file }) => relative(cwd, file)));
  const files = byFile.map(([file, inFile = []]) => {
    const lines = inFile.map(({ line, column, severity, message, rule }) => {
      const mark = severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning');
      return `  ${line}:${column}  ${mark}  ${message}  ${paint('dim', rule)}`;
    });
    return [paint('underline', file), ...lines].join('\n');
  });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const sum = `${errors} ${errors === 1 ? 'error' : 'errors'}, ${findings.length - errors} ${findings.length - errors === 1 ? 'warning' : 'warnings'}`;
  return findings.length === 0 ? '' : `${[...files, sum].join('\n\n')}\n`;
}
