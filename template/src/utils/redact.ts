const SECRET_KEY =
  /"[\w-]*(?:password|passwd|secret|token|authorization|api[-_]?key|apikey|cookie|credential|private[-_]?key)[\w-]*"\s*:/i;
const REDACTED = '[redacted]';

// Secrets inside of text: tokens, keys, credentials in URLs, secret query parameters.
const PATTERNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(?:sb_secret_|sb_publishable_|sk-)[\w-]{8,}/g, REDACTED],
  [/\bBearer\s+[\w.~+/-]+=*/gi, `Bearer ${REDACTED}`],
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"\\]+@/gi, `$1${REDACTED}@`],
  [/([?&](?:[\w-]*(?:token|secret|password|key|code|signature)[\w-]*)=)[^&\s"#\\]+/gi, `$1${REDACTED}`],
];

const hide = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEY.test(`"${key}":`) && inner !== null ? REDACTED : hide(inner),
    ]),
  );
};

/**
 * A log line (JSON text) without its secrets: values whose key names one at any depth, and tokens, keys, credentials
 * in URLs and secret query parameters in any text. Lines without such keys are not parsed again.
 */
export function redact(line: string): string {
  const text = PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), line);
  if (!SECRET_KEY.test(text)) return text;
  try {
    return `${JSON.stringify(hide(JSON.parse(text)))}\n`;
  } catch {
    return text.replace(
      /("[\w-]*(?:password|secret|token|authorization|key|cookie)[\w-]*"\s*:\s*)"[^"]*"/gi,
      `$1"${REDACTED}"`,
    );
  }
}
