import type { KitFile } from '../kit-files.ts';
import { isBinary } from './project-file.ts';

const withText = (file: KitFile, change: (text: string) => string): KitFile => ({
  ...file,
  // latin1 keeps every byte, whatever the encoding.
  bytes: Buffer.from(change(Buffer.from(file.bytes).toString('latin1')), 'latin1'),
});

/** Whether every line of a text ends in CRLF, as git writes them where `core.autocrlf` is on. */
const endsInCrlf = (file: KitFile): boolean => {
  if (isBinary(file)) return false;
  const text = Buffer.from(file.bytes).toString('latin1');
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
};

export const toLf = (file: KitFile): KitFile => withText(file, (text) => text.replaceAll('\r\n', '\n'));

export const toCrlf = (file: KitFile): KitFile => withText(file, (text) => text.replaceAll('\n', '\r\n'));

/** Whether the project has CRLF where the kit has LF: then the two are compared and merged without, and written with. */
export const hasOtherLineEnds = (ours: KitFile, kit: KitFile | null): boolean =>
  endsInCrlf(ours) && (kit === null || (!isBinary(kit) && !Buffer.from(kit.bytes).includes('\r\n')));
