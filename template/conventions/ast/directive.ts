/** A comment that tells ESLint what to look for. */
export type Directive = {
  /** `disable`, `disable-line`, `disable-next-line`, `enable`; empty for a setting (`eslint eqeqeq: 'off'`). */
  readonly kind: string;
  readonly rules: readonly string[];
  /** What stands after `--`; empty where nothing does. */
  readonly reason: string;
};

const DIRECTIVE = /^\s*eslint(?:-(?<kind>disable-next-line|disable-line|disable|enable))?(?=\s|$)(?<rest>[^]*)$/;

/** Reads the text of a comment; null where it is no directive. */
export function readDirective(text: string): Directive | null {
  const { kind = '', rest } = DIRECTIVE.exec(text)?.groups ?? {};
  if (rest === undefined) return null;
  const [names = '', ...reasons] = rest.split(/\s-{2,}\s/);
  const rules = names.split(',').map((name) => name.trim());
  return { kind, rules: rules.filter((name) => name !== ''), reason: reasons.join(' -- ').trim() };
}
