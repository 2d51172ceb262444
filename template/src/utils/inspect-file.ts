import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import { appError } from './app-error.ts';

/** As many first bytes as a header takes, photographs with a colour profile included. */
// pattern: exports -- how much `inspectFile` has to be given
export const HEAD_BYTES = 262_144;

/**
 * The types that are taken, with the endings of their names: the same as the bucket's. Nothing that runs script where it
 * is shown (SVG, HTML), nothing that is to be unpacked (ZIP), nothing without magic bytes (text).
 */
export const fileTypes: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
};

const pixelsOf = (head: Uint8Array): number | null => {
  try {
    // A copy, with nothing behind it: image-size reads on in the memory that a view is cut from.
    const { width, height } = imageSize(Uint8Array.from(head));
    // Of a header that is cut off, it makes no number.
    return width * height > 0 ? width * height : null;
  } catch {
    // Broken, or a header longer than what we read: either way nothing is known of it.
    return null;
  }
};

/**
 * The type of a file as its first bytes (up to HEAD_BYTES) say, whatever its header said.
 * @throws 415 `file_type_refused` for a type that is not taken, 415 `file_name_mismatch` where the ending of the name is
 * another type's, 415 `image_unreadable`, 422 `image_too_large` above `maxPixels` (width times height)
 */
export async function inspectFile(head: Uint8Array, name: string, maxPixels: number): Promise<string> {
  const mime = (await fileTypeFromBuffer(head))?.mime ?? 'unknown';
  const endings = fileTypes[mime];
  if (endings === undefined)
    throw appError.unsupportedMediaType(
      'file_type_refused',
      `These bytes are no file of a type that is taken: ${Object.keys(fileTypes).join(', ')}.`,
    );
  if (!endings.includes(name.toLowerCase().split('.').at(-1) ?? ''))
    throw appError.unsupportedMediaType(
      'file_name_mismatch',
      `This is a file of type ${mime}: its name has to end in .${endings.join(' or .')}.`,
    );
  if (!mime.startsWith('image/')) return mime;
  const pixels = pixelsOf(head);
  if (pixels === null)
    throw appError.unsupportedMediaType('image_unreadable', 'The width and height of this image cannot be read.');
  if (pixels > maxPixels)
    throw appError.unprocessable('image_too_large', `An image may have up to ${maxPixels} pixels, this has ${pixels}.`);
  return mime;
}
