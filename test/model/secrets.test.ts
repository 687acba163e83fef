import {describe, expect, it} from '@jest/globals'
import {maskSecrets, secretsOfEnvironment} from '../../src/model/secrets.ts'

describe('a secret in a text', () => {
  it.each([
    ['postgres://app:s3cr3t-word@db.dept.example/pay', 'postgres://***@db.dept.example/pay'],
    ['postgres://app:s3/cr@3t:word@db.dept.example:5432/pay', 'postgres://***@db.dept.example:5432/pay'],
    ['see https://s3cr3tword@host.example/x.', 'see https://***@host.example/x.'],
    ['jdbc:oracle:thin:pay/s3cr3tword@//db:1521/PAY', 'jdbc:oracle:thin:***@//db:1521/PAY'],
    ['Server=db;Password=s3cr3tword;Database=pay', 'Server=db;Password=***;Database=pay'],
    ['{"apiKey": "s3cr3t word"}', '{"apiKey": ***}'],
    ["DB_PASSWORD='s3cr3tword' node x", 'DB_PASSWORD=*** node x'],
    ['--client-secret s3cr3tword --out x', '--client-secret *** --out x'],
    ['--token=s3cr3tword', '--token=***'],
    ['Kennwort=s3cr3tword', 'Kennwort=***'],
    ['cyfrinair: s3cr3tword', 'cyfrinair: ***'],
    ['https://x.example/y?sig=s3cr3tword&v=1', 'https://x.example/y?sig=***&v=1'],
    ['Authorization: Bearer s3cr3t.word.abc', 'Authorization: *** ***'],
    ['config-AKIAIOSFODNN7EXAMPLE.json', 'config-***.json'],
    ['ghp_0123456789abcdefghijABCDEFGHIJ', '***'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2VjcmV0', '***'],
    ['a -----BEGIN RSA PRIVATE KEY-----\nMIIEs3cr3t\n-----END RSA PRIVATE KEY----- b', 'a *** b'],
    ['cut short -----BEGIN PRIVATE KEY-----\nMIIEs3cr3t', 'cut short ***'],
  ])('is taken out, and the rest is left: %j', (text, without) => {
    expect(maskSecrets(text)).toBe(without)
  })

  it.each([
    "inventories/ministry-of-clocks/estate.yaml:4:9 unknown key 'onwer'. Did you mean 'owner'?",
    'https://lamp01.lighthouses.example:8443/status',
    'at file:///opt/node_modules/@oclif/core/lib/main.js:12:3',
    'a password is expected, and a token or a secret too',
    'mailbox someone@department.example',
    'no credentials: Could not load credentials from any providers',
    'Neo.ClientError.Security.TokenExpired: The client is unauthorized',
    'the token: sign in again, as its session is over',
    'the proxy asks for basic authentication.',
    'Bearer tokens are not kept',
  ])('is not seen where there is none: %j', (text) => {
    expect(maskSecrets(text)).toBe(text)
  })

  it('that is known is taken out wherever it stands', () => {
    expect(maskSecrets('it said hunter22hunter22 aloud', ['hunter22'])).toBe('it said ****** aloud')
  })

  it('does not make a long hostile text hold anybody up', () => {
    const hostile = ['a'.repeat(100_000), 'x://'.repeat(25_000), 'password '.repeat(11_000), '-'.repeat(100_000)]
    for (const text of hostile) expect(maskSecrets(text)).toHaveLength(text.length)
  })
})

describe('an environment', () => {
  it('has its secrets under names that say so and in addresses, the longest first, and none that is short', () => {
    const environment = {
      PATH: '/usr/bin:/bin',
      PWD: '/home/clerk/audit',
      OLDPWD: '/home/clerk',
      PWD_OF_NOTHING: undefined,
      NEO4J_PASSWORD: 'correct horse',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIexample',
      npm_config_token: 'abc',
      HTTPS_PROXY: 'http://clerk:open-sesame@proxy.example:3128',
      SECRETARY: 'A. Person',
    }
    expect(secretsOfEnvironment(environment)).toEqual(['wJalrXUtnFEMIexample', 'correct horse', 'open-sesame'])
  })
})
