// Bounded on both sides: a line is searched in linear time, whatever a caller managed to get into it.
const SECRET_NAME =
  '[\\w-]{0,64}(?:passw(?:or)?d|passphrase|pwd|secret|token(?!s["\\\\])|jwt|otp|authorization|(?:api|private|access)[-_]?key|cookie|credential)[\\w-]{0,64}';
// As a key of the line, or (with backslashes) of JSON inside of one of its texts.
const SECRET_KEY = new RegExp(`"${SECRET_NAME}\\\\{0,7}"\\s*:`, 'i');
// As a word of a text: `password: hunter2`, `secret='…'`.
const SECRET_WORD =
  /\b((?:passw(?:or)?d|passphrase|pwd|secret)[\w-]{0,20}['\\]{0,4}\s{0,3}[:=]\s{0,3}['\\]{0,4})[^\s'"&,}\\\]]+/gi;
const SECRET_ENTRY = new RegExp(`("${SECRET_NAME}"\\s*:\\s*)(?:"(?:[^"\\\\]+|\\\\.)*"?|[^\\s",\\]}]+)`, 'gis');
const REDACTED = '[redacted]';

// Secrets inside of text: tokens, keys, credentials in URLs, secret query parameters.
const PATTERNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(?:sb_secret_|sb_publishable_|sk-)[\w-]{8,}/g, REDACTED],
  [/\bBearer\s+[\w.~+/-]+=*/gi, `Bearer ${REDACTED}`],
  [/\bBasic\s+[\w+/-]+=*/g, `Basic ${REDACTED}`],
  [/\b([a-z][a-z\d+.-]{0,30}:\/\/)[^\s/"\\]+@/gi, `$1${REDACTED}@`],
  [/([?&#][\w-]{0,64}(?:token|secret|password|key|code|otp|signature)[\w-]{0,64}=)[^&\s"#\\]+/gi, `$1${REDACTED}`],
];

const hideInText = (text: string): string =>
  text.replace(SECRET_ENTRY, `$1"${REDACTED}"`).replace(SECRET_WORD, `$1${REDACTED}`);

const hideInJson = (text: string): string => {
  try {
    return JSON.stringify(hide(JSON.parse(text)));
  } catch {
    return hideInText(text);
  }
};

const hide = (value: unknown): unknown => {
  if (typeof value === 'string') return /^\s*[{[]/.test(value) ? hideInJson(value) : hideInText(value);
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
  if (!SECRET_KEY.test(text) && text.search(SECRET_WORD) < 0) return text;
  if (!/^\s*[{[]/.test(text)) return hideInText(text);
  return hideInJson(text.trimEnd()) + (text.endsWith('\n') ? '\n' : '');
}
