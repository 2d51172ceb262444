import { randomBytes } from 'node:crypto';

const MARK = /<(\/?)text-/gi;

/**
 * The text between marks that it cannot contain, so that a model can tell what is material from what it is told to do: the
 * prompts say what the marks mean. The name of the marks is new each time, and what looks like one in the text is undone.
 */
export function markUntrusted(text: string): string {
  const name = `text-${randomBytes(4).toString('hex')}`;
  return `<${name}>\n${text.replace(MARK, '‹$1text-')}\n</${name}>`;
}
