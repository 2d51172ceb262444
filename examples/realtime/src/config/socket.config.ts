import { z } from 'zod';

const environment = z.object({
  /** Milliseconds between two pings. Who has not answered by the next one is gone; who has signed out is closed by then. */
  SOCKET_HEARTBEAT_MS: z.coerce.number().int().min(100).default(30_000),
  /** Messages of a topic that are kept for those who come back, and for how many milliseconds after the last of them. */
  SOCKET_KEPT_MESSAGES: z.coerce.number().int().positive().default(1000),
  SOCKET_KEPT_MS: z.coerce.number().int().positive().default(300_000),
  /** Milliseconds that a client may take to read what waits for it, until it is closed with 1013. */
  SOCKET_SLOW_MS: z.coerce.number().int().positive().default(30_000),
  /** Frames that a client may send in ten seconds. */
  SOCKET_FRAMES_PER_10_SECONDS: z.coerce.number().int().positive().default(100),
  /** Sockets of one user on one instance. */
  SOCKET_MAX_PER_USER: z.coerce.number().int().positive().default(50),
});

const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

/** Sockets: how they are watched, what is kept for them, and what is too much. */
export const socketConfig = Object.freeze(environment.parse(present));
