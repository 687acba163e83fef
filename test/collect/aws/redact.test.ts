import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {redactJson, redactXml} from '../../../src/collect/aws/redact.ts'

function masked(value: unknown): unknown {
  if (typeof value === 'string') return '[redacted]'
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]))
}

describe('what is taken out of JSON', () => {
  it('is what stands under a path, at any depth, and nothing beside it', () => {
    const text =
      '{"F": [{"Environment": {"Variables": {"A": "x", "B": {"C": ["y"]}}}, "Variables": "kept",  "n": 1.50}]}'

    expect(redactJson(text, ['Environment.Variables'])).toEqual({
      text: '{"F": [{"Environment": {"Variables": {"A": "[redacted]", "B": {"C": ["[redacted]"]}}}, "Variables": "kept",  "n": 1.50}]}',
      count: 2,
    })
  })

  it('is in a list of pairs the value alone', () => {
    expect(redactJson('{"environment":[{"name":"KEY","value":"v"}]}', ['environment.value']).text).toBe(
      '{"environment":[{"name":"KEY","value":"[redacted]"}]}',
    )
  })

  it.each([
    ['AKIAABCDEFGHIJKLMNOP', '[redacted]'],
    ['to jo.bloggs@moon.example.', 'to [redacted].'],
    ['postgres://pay:s3cr3t@db/pay', 'postgres://pay:[redacted]@db/pay'],
    ['password=hunter2;host=db', 'password=[redacted];host=db'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc', '[redacted]'],
    ['arn:aws:rds:eu-west-2:111111111111:db:pay', 'arn:aws:rds:eu-west-2:111111111111:db:pay'],
    [
      'arn:aws:secretsmanager:eu-west-2:111111111111:secret:prod/pay-AbCdEf',
      'arn:aws:secretsmanager:eu-west-2:111111111111:secret:prod/pay-AbCdEf',
    ],
    ['arn:aws:sns:eu-west-2:111111111111:a secret:hunter2', 'arn:aws:sns:eu-west-2:111111111111:a secret:[redacted]'],
  ])('%s becomes %s wherever it stands', (before, after) => {
    expect(redactJson(JSON.stringify({text: before}), []).text).toBe(JSON.stringify({text: after}))
  })

  it.each([
    'glpat-TIDES05abcdefghijkl',
    'github_pat_11ABCDEFG0TIDES06abcdefghijklmnop',
    'AIzaSyTIDES07abcdefghijklmnopqrstuvwxyzA',
    'SG.TIDES08abcdefghijklm.TIDES08abcdefghijklmnopqrstuvwxyz0123456789abc',
    'npm_TIDES13abcdefghijklmnopqrstuvwxyz01',
    'https://hooks.slack.com/services/T000TIDE/B000/TIDES11abcdefghijklmnop',
    'https://tides.blob.example/x?sv=1&sig=TIDES12abcdefghijklmnop%2Fqrst%3D&se=2',
    'Authorization: Bearer TIDES21abcdefghijklmnopqrst',
    'DefaultEndpointsProtocol=https;AccountKey=TIDES22abcdefghijklmnop==;EndpointSuffix=tides.example',
    'ya29.TIDES23TOK',
  ])('%s goes by its form', (secret) => {
    for (const clean of [redactJson(JSON.stringify({text: secret}), []), redactXml(`<A><B>${secret}</B></A>`, [])])
      expect([clean.count, clean.text.includes('TIDES')]).toEqual([1, false])
  })

  it('is the value of a tag whose key names a secret, in whichever way a service tells tags', () => {
    const told = [
      '{"Tags": [{"Key": "DbPassword", "Value": "tides"}, {"Key": "System", "Value": "tides"}]}',
      '{"Tags": [{"Value": "tides", "Key": "DbPassword"}, {"Value": "tides", "Key": "System"}]}',
      '{"tags": [{"key": "DbPassword", "value": "tides"}, {"key": "System", "value": "tides"}]}',
      '{"tags": {"DbPassword": "tides", "System": "tides"}, "NextToken": "tides"}',
    ]

    expect(told.map((text) => redactJson(text, []).text)).toEqual(
      told.map((text) => text.replace('"tides"', '"[redacted]"')),
    )
    expect(redactJson('{"environment":[{"name":"URL","value":"a://b:c@d"}]}', ['environment.value']).text).toBe(
      '{"environment":[{"name":"URL","value":"[redacted]"}]}',
    )
  })

  it('is every text under a path, whatever its form, and no key, number or list', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const {text} = redactJson(JSON.stringify({secret: value, kept: 1}, null, 1), ['secret'])

        expect(text).toBe(JSON.stringify({secret: masked(value), kept: 1}, null, 1))
      }),
    )
  })

  it('ends on hostile text', () => {
    const started = redactJson(
      JSON.stringify({a: 'a@'.repeat(20_000), b: '://:'.repeat(20_000), c: 'password='.repeat(10_000)}),
      [],
    )

    expect(started.text).toContain('"a"')
  })
})

describe('what is taken out of XML', () => {
  it('is the text of an element by its path, lists left out of it', () => {
    const text = '<A><B><member><MasterUsername>root</MasterUsername><Name>db</Name></member></B><C/></A>'

    expect(redactXml(text, ['B.MasterUsername'])).toEqual({
      text: '<A><B><member><MasterUsername>[redacted]</MasterUsername><Name>db</Name></member></B><C/></A>',
      count: 1,
    })
  })

  it('is the value of a tag whose key names a secret', () => {
    const text =
      '<A><tagSet><item><key>Password</key><value>tides</value></item></tagSet><Tag><Key>System</Key><Value>tides</Value></Tag></A>'

    expect(redactXml(text, []).text).toBe(text.replace('tides', '[redacted]'))
  })

  it('is in CDATA too', () => {
    expect(redactXml('<A><P><![CDATA[x]]></P></A>', ['P']).text).toBe('<A><P>[redacted]</P></A>')
  })
})
