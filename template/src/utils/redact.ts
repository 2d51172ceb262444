// Bounded on both sides: a line is searched in linear time, whatever a caller managed to get into it.
const SECRET_NAME =
  '[\\w-]{0,64}(?:password|passwd|secret|token|authorization|api[-_]?key|cookie|credential|private[-_]?key)[\\w-]{0,64}';
// As a key of the line, or (with backslashes) of JSON inside of one of its texts.
const SECRET_KEY = new RegExp(`"${SECRET_NAME}\\\\?"\\s*:`, 'i');
const SECRET_ENTRY = new RegExp(`("${SECRET_NAME}"\\s*:\\s*)(?:"(?:[^"\\\\]+|\\\\.)*"?|[^\\s",\\]}]+)`, 'gis');
const REDACTED = '[redacted]';

// Secrets inside of text: tokens, keys, credentials in URLs, secret query parameters.
const PATTERNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(?:sb_secret_|sb_publishable_|sk-)[\w-]{8,}/g, REDACTED],
  [/\bBearer\s+[\w.~+/-]+=*/gi, `Bearer ${REDACTED}`],
  [/\b([a-z][a-z\d+.-]{0,30}:\/\/)[^\s/"\\]+@/gi, `$1${REDACTED}@`],
  [/([?&][\w-]{0,64}(?:token|secret|password|key|code|signature)[\w-]{0,64}=)[^&\s"#\\]+/gi, `$1${REDACTED}`],
];

const hideInText = (text: string): string => text.replace(SECRET_ENTRY, `$1"${REDACTED}"`);

const hide = (value: unknown): unknown => {
  if (typeof value === 'string') return hideInText(value);
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
 * A log line (JSON text), or any other text, without its secrets: values whose key names one at any depth, and tokens,
 * keys, credentials in URLs and secret query parameters anywhere. Lines without such keys are not parsed again.
 */
export function redact(line: string): string {
  const text = PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), line);
  if (!SECRET_KEY.test(text)) return text;
  try {
    return `${JSON.stringify(hide(JSON.parse(text)))}\n`;
  } catch {
    return hideInText(text);
  }
}
