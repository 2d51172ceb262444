import { Readable } from 'node:stream';
import type { AuthError, User } from '@supabase/supabase-js';
import { List } from 'immutable';
import { redis } from '../clients/redis.ts';
import { invoiceRepository } from '../repositories/invoice.repository.ts';

type Mail = { from(address: string): { to(address: string): void } };
type Peer = { rpc(call: { id: number }): void };

export const namesService = {
  letters: (text: string) => Array.from(text).map((letter) => letter),
  typed: (bytes: number[]) => Uint8Array.from(bytes).slice(1),
  text: (text: string) => Buffer.from(text, 'base64url').toString('utf8'),
  stream: (rows: string[]) => Readable.from(rows).pipe,
  listed: (rows: string[]) => List.from(rows).delete(1),
  ofInstance: (Items: { from(rows: string[]): Set<string> }, rows: string[]) => Items.from(rows).delete('a'),
  mail: (mail: Mail) => mail.from('a@example.com').to('b@example.com'),
  peer: (peer: Peer) => peer.rpc({ id: 1 }),
  select: (form: { select(name: string): void }) => form.select('a'),
  list: () => invoiceRepository.list(),
  redis,
};

export type Types = { user: User; error: AuthError };
