import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { ExtractedDocument } from '../../schemas/chunk.schema.ts';
import { joinBlocks, type TextBlock } from './join-blocks.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;
type Form = Pick<TextBlock, 'kind' | 'level'>;
/** What is left to be looked at: a node, or the end of one. */
type Step = { readonly node: Node; readonly form: Form } | { readonly end: string; readonly form: Form | null };

const list = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** What a reader of the page does not see, or is no text. */
const UNSEEN = list('head script style template noscript svg math iframe object canvas audio video select datalist');
const BLOCKS = list(
  'address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form header hr ' +
    'html main nav p search section summary',
);
const PARAGRAPH: Form = { kind: 'paragraph', level: null };

const isElement = (node: Node): node is Element => 'tagName' in node;
const isHidden = ({ attrs }: Element): boolean =>
  attrs.some(
    ({ name, value }) =>
      name === 'hidden' || (name === 'style' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(value)),
  );

/** Which form begins with an element; null where it goes on with the one around it. */
const formOf = (tag: string, around: Form): Form | null => {
  if (around.kind !== 'paragraph') return null;
  if (/^h[1-6]$/.test(tag)) return { kind: 'heading', level: Number(tag.slice(1)) };
  switch (tag) {
    case 'table':
      return { kind: 'table', level: null };
    case 'ul':
    case 'ol':
    case 'menu':
      return { kind: 'list', level: null };
    case 'pre':
      return { kind: 'code', level: null };
    default:
      return BLOCKS.has(tag) ? PARAGRAPH : null;
  }
};

/** What stands before and after the text of an element, within a form. */
const edges = (tag: string, form: Form): readonly [string, string] => {
  if (tag === 'br') return ['\n', ''];
  if (form.kind === 'table' && (tag === 'td' || tag === 'th')) return ['', ' | '];
  if (tag === 'tr' || tag === 'caption') return ['\n', '\n'];
  if (tag === 'li') return ['\n- ', ''];
  return form.kind !== 'code' && (BLOCKS.has(tag) || tag === 'pre') ? ['\n', '\n'] : ['', ''];
};

const tidy = (text: string, { kind }: Form): string =>
  kind === 'code'
    ? text
    : text
        .replace(/^- *\n\s*/gm, '- ')
        .split('\n')
        .map((line) => line.trim().replace(/ \|$/, ''))
        .filter((line) => line !== '' && line !== '-')
        .join('\n');

/** A page: what a reader sees of it, by its headings, lists, tables and code. It goes as deep as the page does, without calls. */
export function readHtml(html: string): ExtractedDocument {
  const blocks: TextBlock[] = [];
  const open = { form: PARAGRAPH, text: '' };
  const begin = (form: Form): void => {
    blocks.push({ ...open.form, text: tidy(open.text, open.form) });
    open.form = form;
    open.text = '';
  };
  const steps: Step[] = [{ node: parse(html), form: PARAGRAPH }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('end' in step) {
      open.text += step.end;
      if (step.form !== null) begin(step.form);
      continue;
    }
    const { node, form } = step;
    if (node.nodeName === '#text' && 'value' in node)
      open.text += form.kind === 'code' ? node.value : node.value.replace(/\s+/g, ' ');
    if (!('childNodes' in node) || (isElement(node) && (UNSEEN.has(node.tagName) || isHidden(node)))) continue;
    const begun = isElement(node) ? formOf(node.tagName, form) : null;
    const [before, after] = isElement(node) ? edges(node.tagName, begun ?? form) : ['', ''];
    if (begun !== null) begin(begun);
    open.text += before;
    steps.push({ end: after, form: begun === null ? null : form });
    for (const child of node.childNodes.toReversed()) steps.push({ node: child, form: begun ?? form });
  }
  begin(PARAGRAPH);
  return joinBlocks(blocks);
}
