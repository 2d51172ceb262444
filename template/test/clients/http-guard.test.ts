import type { LookupAllOptions } from 'node:dns';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';

const asked: IncomingMessage[] = [];
const open = async (location: string) => {
  const server = createServer((request, reply) => {
    asked.push(request);
    reply.writeHead(307, { location }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { server, port: (server.address() as AddressInfo).port };
};
// What must not be reached, and a host that may be and sends one there.
const inside = await open('/');
const named = await open(`http://127.0.0.1:${inside.port}/`);

// The names of this machine's resolver, which nobody can ask to lie: each answer is given once, the last for ever.
const dns = process.getBuiltinModule('node:dns');
const names: Record<string, string[][]> = {};
const lookup = dns.lookup;
Object.assign(dns, {
  lookup: (name: string, options: LookupAllOptions, done: (error: Error | null, ...found: unknown[]) => void) => {
    const answers = names[name];
    if (answers === undefined) return lookup(name, options, done);
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return options.all ? done(null, found) : done(null, found[0]?.address, found[0]?.family);
  },
});
Object.assign(process.env, { OUTGOING_PRIVATE_HOSTS: `localhost:${named.port},billing.internal` });
const { http } = await import('../../src/clients/http.ts');

const codeOf = (url: string, timeout = 1000): Promise<unknown> =>
  http.post(url, null, { timeout }).then(
    () => 'reached',
    (error: { code: unknown }) => error.code,
  );

beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  Object.assign(dns, { lookup });
  for (const { server } of [inside, named]) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a URL that leads to a private address is refused', () => {
  it.each([
    ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0x7f000001', '017700000001', '0177.0.0.1', '127.0.0.1.'],
    ...['①②⑦.⓪.⓪.①', '%31%32%37.0.0.1', 'example.com@127.0.0.1', '0', '0.0.0.0', '127.8.8.8', 'localhost'],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:0:127.0.0.1]'],
    ...[
      '[64:ff9b::127.0.0.1]',
      '[2002:7f00:1::]',
      '[fe80::1]',
      '[fec0::1]',
      '[fc00::1]',
      '[fd00:ec2::254]',
      '[ff02::1]',
    ],
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '100.100.100.200'],
    ...['168.63.129.16', '192.0.0.192', '198.18.0.1', '192.0.2.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ])('%s', async (host) => {
    expect(await codeOf(`http://${host}:${inside.port}/`)).toBe('address_refused');
    expect(await codeOf(`https://${host}:${inside.port}/`)).toBe('address_refused');
    expect(asked).toEqual([]);
  });

  // What these are is up to the machine; most have no way to the one and no such name.
  it.each(['[::127.0.0.1]', 'localhost.'])('%s, or leads nowhere', async (host) => {
    expect(await codeOf(`http://${host}:${inside.port}/`)).not.toBe('reached');
    expect(asked).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    // One that is public beside one that is not.
    ['4000::1', '127.0.0.1'],
  ])('that answers %s is refused', async (...addresses) => {
    names['evil.example'] = [addresses];
    expect(await codeOf(`http://evil.example:${inside.port}/`)).toBe('address_refused');
    expect(asked).toEqual([]);
  });

  it('that answers a public address first and a private one then reaches nothing', async () => {
    // Nobody has this address.
    names['rebind.example'] = [['4000::1'], ['127.0.0.1']];
    expect(await codeOf(`http://rebind.example:${inside.port}/`, 200)).not.toBe('reached');
    expect(await codeOf(`http://rebind.example:${inside.port}/`)).toBe('address_refused');
    expect(asked).toEqual([]);
  });
});

describe('OUTGOING_PRIVATE_HOSTS', () => {
  it('names what may be called all the same: a name, or one port of it', async () => {
    names['billing.internal'] = [['127.0.0.1']];
    expect(await codeOf(`http://billing.internal:${inside.port}/`)).toBe('upstream_failed');
    expect(await codeOf(`http://localhost:${named.port}/`)).toBe('upstream_failed');
    expect(asked).toHaveLength(2);
    expect(await codeOf(`http://localhost:${inside.port}/`)).toBe('address_refused');
    expect(await codeOf(`http://127.0.0.1:${named.port}/`)).toBe('address_refused');
    expect(asked).toHaveLength(2);
  });

  it('is no way to other hosts: a redirect is not followed, whatever its caller asks for', async () => {
    const url = `http://localhost:${named.port}/`;
    const { status } = await http.get(url, { maxRedirects: 5, validateStatus: null });
    expect([status, asked.length]).toEqual([307, 1]);
  });

  it('is called itself, and not by way of a proxy of the environment, which would not be guarded', async () => {
    process.env['HTTP_PROXY'] = `http://localhost:${named.port}`;
    names['billing.internal'] = [['127.0.0.1']];
    await codeOf(`http://billing.internal:${inside.port}/`);
    delete process.env['HTTP_PROXY'];
    expect(asked.map(({ url, socket }) => [url, socket.localPort])).toEqual([['/', inside.port]]);
  });
});
