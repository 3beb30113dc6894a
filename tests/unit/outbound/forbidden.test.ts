import { describe, expect, it } from 'vitest';
import { safeOutbound } from '#lib/outbound/safe-outbound.ts';

const nobody = async () => [];
const named =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) }));
const complaintAbout = (url: string, resolve: (name: string) => ReturnType<ReturnType<typeof named>> = nobody) =>
  safeOutbound({ reach: 'public', resolve }).complaint(url);

describe('an address that must not be asked is refused, whatever it is written as', () => {
  it.each([
    ...['127.0.0.1', '127.1', '127.255.255.254', '2130706433', '0x7f000001', '0x7f.1', '017700000001', '0177.0.0.1'],
    ...['127.0.0.1.', '１２７.０.０.１', '127。0。0。1', '%31%32%37.0.0.1', '0', '0.0.0.0', '0.1.2.3'],
    ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '3232235521', '0xc0a80001'],
    ...['169.254.169.254', '169.254.170.2', '2852039166', '0xa9fea9fe', '0xa9.0xfe.0xa9.0xfe', '0251.0376.0251.0376'],
    ...['100.64.0.1', '100.100.100.200', '100.127.255.255', '192.0.0.1', '192.0.0.192', '192.0.2.1', '198.51.100.7'],
    ...['203.0.113.9', '198.18.0.1', '198.19.255.255', '192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1'],
    ...['255.255.255.255', '192.31.196.1', '192.175.48.1', '192.52.193.1'],
    ...['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]'],
    ...['[::ffff:169.254.169.254]', '[::ffff:8.8.8.8]', '[::127.0.0.1]', '[::7f00:1]', '[::8.8.8.8]'],
    ...['[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::1]'],
    ...['[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]', '[2001::1]'],
    ...['[fc00::1]', '[fd00:ec2::254]', '[fd12:3456:789a::1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[ff02::1]'],
    ...['[ff0e::1]', '[2001:db8::1]', '[3fff::1]', '[3fff:fff:ffff::1]', '[100::1]', '[2001:2::1]', '[2001:10::1]'],
    ...['[2001:20::1]', '[5f00::1]', '[4000::1]', '[2620:4f:8000::1]', '[fd00:ec2::23]'],
  ])('%s', async (host) => {
    expect(await complaintAbout(`https://${host}/hook`)).toMatch(/leads to .+ not public/);
  });
});

describe('a name is refused for where it leads', () => {
  it.each([
    ['localhost', ['127.0.0.1']],
    ['localhost.', ['::1']],
    ['LOCALHOST', ['127.0.0.1', '::1']],
    ['inside.example', ['10.1.2.3']],
    ['metadata.example', ['169.254.169.254']],
    ['half.example', ['93.184.216.34', '10.1.2.3']],
    ['half.example', ['93.184.216.34', 'fd00:ec2::254']],
    ['mapped.example', ['::ffff:10.0.0.1']],
    ['zone.example', ['fe80::1%eth0']],
    ['nonsense.example', ['nonsense']],
  ])('%s at %s', async (host, addresses) => {
    expect(await complaintAbout(`https://${host}/`, named(...addresses))).toMatch(/leads to .+ not public/);
  });

  it('and for leading nowhere', async () => {
    expect(await complaintAbout('https://gone.example/')).toBe("the name 'gone.example' has no address");
    const broken = async () => Promise.reject(new Error('SERVFAIL'));
    expect(await complaintAbout('https://broken.example/', broken)).toBe(
      "the name 'broken.example' could not be resolved",
    );
  });
});

it.each([
  ['http://news.example/', 'only https is asked'],
  ['ftp://news.example/', 'only https is asked'],
  ['file:///etc/passwd', 'only https is asked'],
  ['gopher://news.example/', 'only https is asked'],
  ['javascript:alert(1)', 'only https is asked'],
  ['https://ada@news.example/', 'it holds a user name or a password'],
  ['https://ada:secret@news.example/', 'it holds a user name or a password'],
  ['https://news.example:22/', 'port 22 is not asked, only 443 and 8443'],
  ['https://news.example:80/', 'port 80 is not asked, only 443 and 8443'],
  ['//news.example/', 'it is not an absolute URL'],
  ['https://', 'it is not an absolute URL'],
  ['https://[::1', 'it is not an absolute URL'],
  ['https://1.2.3.4.5/', "the name '1.2.3.4.5' has no address"],
  ['', 'it is not an absolute URL'],
])('%s: %s', async (url, complaint) => {
  // What looks like an address and is none is refused by `URL` or by the name servers: either will do.
  expect(['it is not an absolute URL', complaint]).toContain(await complaintAbout(url));
});

it.each(['https://news.example/', 'https://news.example:443/a?b#c', 'https://news.example:8443/'])(
  'asks %s',
  async (url) => {
    const resolve = named('93.184.216.34', '2606:2800:220:1::1');
    expect(await complaintAbout(url, resolve)).toBeUndefined();
  },
);

it.each(['https://93.184.216.34/', 'https://[2606:2800:220:1::1]/'])('asks the public address %s', async (url) => {
  expect(await complaintAbout(url)).toBeUndefined();
});

describe('with loopback in reach', () => {
  const local = safeOutbound({ reach: 'loopback', resolve: named('10.0.0.1') });

  it.each(['http://127.0.0.1:3000/', 'http://[::1]:3000/', 'https://127.9.9.9/', 'http://93.184.216.34:8080/'])(
    'asks %s',
    async (url) => expect(await local.complaint(url)).toBeUndefined(),
  );

  it.each(['http://169.254.169.254/latest/', 'http://10.0.0.1/', 'http://[fd00:ec2::254]/', 'http://inside.example/'])(
    'still refuses %s',
    async (url) => expect(await local.complaint(url)).toMatch(/not public/),
  );

  it('knows this machine’s own name without asking', async () => {
    expect(await safeOutbound({ reach: 'loopback' }).complaint('http://localhost:3000/')).toBeUndefined();
  });
});
