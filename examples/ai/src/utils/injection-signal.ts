// Bounded on both sides, so that a text is searched in linear time. Each is one way to give a model orders.
const SIGNS: ReadonlyArray<readonly [RegExp, number]> = [
  [
    /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|guideline)/is,
    0.6,
  ],
  [
    /\b(?:reveal|print|repeat|show|output|leak)\b.{0,40}\b(?:system prompt|instructions|hidden|secret|api key|password)/is,
    0.6,
  ],
  [/\byou are (?:now|no longer)\b|\b(?:act|pretend|behave) as (?:if|an?|the)\b|\bjailbreak|\bdeveloper mode\b/i, 0.4],
  [
    /<\/?(?:system|assistant|user|text-|im_start|im_end)|<\||\[\/?(?:INST|SYS)|^\s{0,8}(?:system|assistant)\s{0,4}:/im,
    0.5,
  ],
  [/\b(?:call|use|invoke|run|execute)\b.{0,30}\b(?:tool|function|delete_|rename_)/is, 0.3],
  [/!\[|<(?:img|script|iframe|svg|a)\b|javascript:|data:text/i, 0.5],
  [/\b(?:send|post|forward|upload|exfiltrate)\b.{0,60}(?:https?:|www\.|@)/is, 0.4],
  // Letters that are not seen, and text that is not to be read.
  [/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u{e0000}-\u{e007f}]/u, 0.4],
  [/[A-Za-z\d+/]{120}/, 0.3],
];

/**
 * How much of a text looks like an attempt to give a model orders, from 0 to 1. A signal for logs and reports, no defence:
 * whoever wants to gets past it, so nothing is allowed because it is low.
 */
export function injectionSignal(text: string): number {
  const seen = text.slice(0, 50_000).normalize('NFKC');
  const trust = SIGNS.reduce((rest, [sign, weight]) => (sign.test(seen) ? rest * (1 - weight) : rest), 1);
  return Number((1 - trust).toFixed(2));
}
