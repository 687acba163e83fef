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

  it('is in CDATA too', () => {
    expect(redactXml('<A><P><![CDATA[x]]></P></A>', ['P']).text).toBe('<A><P>[redacted]</P></A>')
  })
})
