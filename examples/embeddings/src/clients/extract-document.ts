import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { bulkhead } from 'cockatiel';
import { z } from 'zod';
import { requestContext } from '../context/request-context.ts';
import { type DocumentType, type ExtractedDocument, extractedDocumentSchema } from '../schemas/chunk.schema.ts';
import { appError } from '../utils/app-error.ts';

const MAX_BYTES = 20_000_000;
const MAX_CHARACTERS = 2_000_000;
/**
 * Of the process that reads: milliseconds of a processor, which a busy machine does not shorten, and by the clock; and bytes of
 * memory, of which Node itself takes 100 MB.
 */
const LIMITS = { cpu_ms: 20_000, ms: 120_000, memory: 600_000_000 };

/** Files that are read at a time: each may take a processor, and that memory. */
const readers = bulkhead(2, Infinity);

// In development it is TypeScript, in the image it is not.
const program = path.join(import.meta.dirname, `documents/reader.process${path.extname(import.meta.filename)}`);

/** It may load its code, but write nothing and start nothing; our environment it is not given. */
const SANDBOX = ['--permission', '--allow-fs-read=*', '--allow-worker', '--no-warnings'];

const readingSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), document: extractedDocumentSchema }),
  z.object({ ok: z.literal(false), reason: z.enum(['binary', 'malformed', 'password']) }),
]);

type Problem = 'binary' | 'malformed' | 'password' | 'empty' | 'too_large' | 'too_complex';

const MESSAGES: Readonly<Record<Problem, string>> = {
  empty: 'There is no text in this file. Pictures of text are not read: send it with the text in it.',
  too_large: `This file is too large: up to ${MAX_BYTES} bytes and ${MAX_CHARACTERS} characters are read. Send it in parts.`,
  binary: 'This file is no text. Send PDF, Markdown, HTML or plain text.',
  malformed: 'This file is damaged, or is not of the type that it was sent as. Open and save it anew, then send that.',
  password: 'This file is protected by a password. Save it without one, then send that.',
  too_complex: 'This file takes too long to read, or too much memory. Save it in a simpler form, or send it in parts.',
};

const problem = (what: Problem) => appError.unprocessable(`document_${what}`, MESSAGES[what]);

/** The last of what a process complains of. */
const tailOf = (stream: Readable | null) => {
  const tail = { text: '' };
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    tail.text = `${tail.text}${piece}`.slice(-2000);
  });
  return tail;
};

/** What a process of its own says of the file; null where it was ended for its limits. @throws where it ended for another reason */
const askReader = async (bytes: Uint8Array, type: DocumentType, limits: typeof LIMITS): Promise<unknown> => {
  const late = AbortSignal.timeout(limits.ms + 5000);
  const signal = AbortSignal.any([late, requestContext.signal() ?? late]);
  const child = fork(program, [], {
    execArgv: SANDBOX,
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const complaints = tailOf(child.stderr);
  const exited = once(child, 'exit');
  try {
    const said = once(child, 'message', { signal });
    // Whichever is second is heard by nobody.
    said.catch(() => undefined);
    child.send({ bytes, type, limits });
    // Where it ends well it is ended by us, once it was heard.
    const ended = exited.then(([code, killed]: readonly unknown[]) => {
      // By its own watch, or by the machine's for want of memory.
      if (killed !== null) return [null];
      throw new Error(`The reader of documents ended with the code ${String(code)}: ${complaints.text}`);
    });
    // Nor that it ended, once it was ended by us.
    ended.catch(() => undefined);
    const [answer]: readonly unknown[] = await Promise.race([said, ended]);
    return answer;
  } catch (error) {
    requestContext.signal()?.throwIfAborted();
    if (late.aborted) return null;
    throw error;
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
};

/**
 * Reads the text of a file, in a process of its own with limits of time and memory, since a file may be made to take more.
 * @throws 422 `document_empty`, `document_too_large`, `document_binary`, `document_malformed`, `document_password`,
 * `document_too_complex`
 */
export async function extractDocument(
  bytes: Uint8Array,
  type: DocumentType,
  limits = LIMITS,
): Promise<ExtractedDocument> {
  if (bytes.length === 0) throw problem('empty');
  if (bytes.length > MAX_BYTES) throw problem('too_large');
  const answer = await readers.execute(() => askReader(bytes, type, limits));
  if (answer === null) throw problem('too_complex');
  const reading = readingSchema.parse(answer);
  if (!reading.ok) throw problem(reading.reason);
  const { text } = reading.document;
  if (text.trim() === '') throw problem('empty');
  if (text.length > MAX_CHARACTERS) throw problem('too_large');
  return reading.document;
}
