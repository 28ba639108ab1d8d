// Where a request comes from: what the network says, and what a proxy says only where there is one.
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressKey, clientOf, siteOf } from './client.ts';

const request = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

describe('without a proxy', () => {
  test('a forged forwarded address and scheme are not believed', () => {
    const forged = request('192.0.2.7', { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' });
    expect(clientOf(forged, 0)).toEqual({ address: '192.0.2.7', secure: false });
  });
});

describe('behind trusted proxies', () => {
  test.each<[string, number, string, string]>([
    ['one proxy adds the address it saw', 1, '203.0.113.9', '203.0.113.9'],
    ['what the client wrote stands left of it and counts for nothing', 1, '10.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['two proxies: the entry of the outer one', 2, 'forged, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['fewer entries than proxies: the nearest peer', 2, '203.0.113.9', '127.0.0.1'],
    ['a port is left out', 1, '203.0.113.9:4711', '203.0.113.9'],
    ['IPv6 in brackets', 1, '[2001:db8:1:2:3:4:5:6]:443', '2001:db8:1:2::/64'],
    ['nonsense is no address', 1, 'somewhere', '127.0.0.1'],
  ])('%s', (_, proxies, told, address) => {
    expect(clientOf(request('127.0.0.1', { 'x-forwarded-for': told }), proxies).address).toBe(address);
  });

  test('https is what the proxy says it was', () => {
    const secure = (proto: string) => clientOf(request('127.0.0.1', { 'x-forwarded-proto': proto }), 1).secure;
    expect([secure('https'), secure('http'), secure('https, http'), secure('')]).toEqual([true, false, false, false]);
  });
});

test.each([
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
])('%s counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test.each([
  ['2001:db8:1:2::3', '2001:db8:1::/48'],
  ['2001:db8:1:ffff::', '2001:db8:1::/48'],
  ['::1', '0:0:0::/48'],
  ['192.0.2.7', null],
  ['unknown', null],
])('%s lies in the site %s', (address, site) => {
  expect(siteOf(addressKey(address))).toBe(site);
});
