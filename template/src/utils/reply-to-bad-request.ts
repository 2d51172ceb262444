import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';

const replies: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large', 'The request headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout', 'The request was not sent in time.'],
};

/** Answers what is no HTTP request (and so never reaches a route) in the format of every other error, then hangs up. */
export function replyToBadRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const [statusCode, code, message] = replies[error.code ?? ''] ?? [
    400,
    'bad_request',
    'This is not a valid HTTP request.',
  ];
  const body = JSON.stringify({ error: { code, message, details: null }, statusCode });
  // Destroyed once the answer is out: a client that never closes its own side would keep the socket, and a shutdown, open.
  socket.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
