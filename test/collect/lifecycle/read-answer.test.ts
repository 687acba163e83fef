import {describe, expect, it} from '@jest/globals'
import {readAnswer} from '../../../src/collect/lifecycle/read-answer.ts'

const release = {
  name: '3',
  codename: null,
  label: '3',
  releaseDate: '2020-01-01',
  isLts: false,
  ltsFrom: null,
  isEol: false,
  eolFrom: '2027-01-01',
  isMaintained: true,
  latest: {name: '3.2', date: '2026-01-01', link: 'https://sundial.example/'},
  custom: null,
}
const product = {
  name: 'sundial',
  aliases: ['sun-dial', 'Sun Dial', 'sundial'],
  label: 'Sundial Server',
  category: 'server-app',
  tags: ['clocks'],
  identifiers: [],
  labels: {},
  links: {html: 'https://elsewhere.example/'},
  releases: [release],
}
const answer = (...result: readonly unknown[]) => ({
  schema_version: '1.2.1',
  generated_at: '2026-11-20T08:52:34+00:00',
  total: result.length,
  result,
})
const read = (document: unknown) => readAnswer(Buffer.from(JSON.stringify(document)), 'full.json')
const fault = (bytes: Uint8Array | string): unknown => {
  try {
    return readAnswer(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 'full.json')
  } catch (error) {
    return error
  }
}

describe('the answer of endoflife.date', () => {
  it('is read for the fields that are used, each product with the day on which it was written', () => {
    expect(read(answer(product))).toEqual({
      snapshot: '2026-11-20',
      leftOut: [],
      products: [
        {
          id: 'sundial',
          name: 'Sundial Server',
          category: 'server',
          aliases: ['sun-dial'],
          source: 'https://endoflife.date/sundial',
          snapshot: '2026-11-20',
          cycles: [{name: '3', releaseDate: '2020-01-01', endOfLife: '2027-01-01', latest: '3.2'}],
        },
      ],
    })
  })

  it.each([
    [{isEol: true, eolFrom: null}, {endOfLife: 'ended'}],
    [{isEol: false, eolFrom: null}, {endOfLife: 'none'}],
    [{isEol: null, eolFrom: null}, {}],
    [{isEol: undefined, eolFrom: undefined}, {}],
    [{isEol: true, eolFrom: '2024-02-29'}, {endOfLife: '2024-02-29'}],
    // Where a date is expected, its own pages may have a yes or no.
    [{isEol: undefined, eolFrom: true}, {endOfLife: 'ended'}],
    [{isEol: undefined, eolFrom: false}, {endOfLife: 'none'}],
    [{isEol: true, eolFrom: false}, {endOfLife: 'ended'}],
    [
      {isEoas: true, eoasFrom: true, isEoes: null, eoesFrom: false},
      {endOfLife: '2027-01-01', endOfExtendedSupport: 'none'},
    ],
    [{isEoes: null, eoesFrom: null}, {endOfLife: '2027-01-01'}],
    [
      {isEoes: true, eoesFrom: '2029-01-01'},
      {endOfLife: '2027-01-01', endOfExtendedSupport: '2029-01-01'},
    ],
    [
      {isEoas: true, eoasFrom: '2024-01-01'},
      {endOfLife: '2027-01-01', endOfActiveSupport: '2024-01-01'},
    ],
    [{latest: null, releaseDate: null}, {endOfLife: '2027-01-01'}],
  ])('keeps apart what is over, what has no end and what is not known: %j', (fields, expected) => {
    const [found] = read(
      answer({...product, releases: [{...release, releaseDate: null, latest: null, ...fields}]}),
    ).products

    expect(found?.cycles).toEqual([{name: '3', ...expected}])
  })

  it("ends the support of Lambda's runtimes when their patches end, and tells from when they are frozen", () => {
    const runtime = {
      ...release,
      name: 'nodejs18.x',
      latest: null,
      isEoas: true,
      eoasFrom: '2025-09-01',
      eolFrom: '2027-03-09',
    }

    expect(read(answer({...product, name: 'aws-lambda', releases: [runtime]})).products[0]?.cycles).toEqual([
      {
        name: 'nodejs18.x',
        releaseDate: '2020-01-01',
        endOfActiveSupport: '2025-09-01',
        endOfLife: '2025-09-01',
        frozenFrom: '2027-03-09',
      },
    ])
  })

  it.each([
    ['a date that does not exist', {...product, releases: [{...release, eolFrom: '2026-02-30'}]}],
    ['a date of another form', {...product, releases: [{...release, eolFrom: '01/02/2026'}]}],
    ['an end that is a word', {...product, releases: [{...release, isEol: 'maybe'}]}],
    ['a name that commands the terminal', {...product, label: '\u001b[2J'}],
    ['a release whose name does', {...product, releases: [{...release, name: '3\u202e'}]}],
    ['an id that is a path', {...product, name: '../../etc/passwd'}],
    ['a name without end', {...product, label: 'x'.repeat(1_000_000)}],
    ['no releases', {...product, releases: undefined}],
    ['a release twice', {...product, releases: [release, release]}],
    ['nothing at all', null],
    ['a list', []],
  ])('leaves out a product with %s, says so and reads the others', (_what, damaged) => {
    const {products, leftOut} = read(answer(damaged, {...product, name: 'other'}))

    expect(products.map(({id}) => id)).toEqual(['other'])
    expect(leftOut).toEqual([
      {product: expect.stringMatching(/^(sundial|entry 1)$/), why: expect.stringMatching(/^[^\p{C}]{1,200}$/u)},
    ])
  })

  it('reads a product once, and a strange category as an application', () => {
    const {products, leftOut} = read(answer({...product, category: '__proto__'}, product))

    expect(products.map(({category}) => category)).toEqual(['application'])
    expect(leftOut).toEqual([{product: 'sundial', why: 'it stands in the list twice'}])
  })

  it.each<[string, Uint8Array | string, string]>([
    ['cut in half', JSON.stringify(answer(product)).slice(0, 300), 'not JSON, or not all of it'],
    ['empty', '', 'not JSON'],
    ["a proxy's page", '  <!doctype html><title>Sign in</title>', 'a web page'],
    ['of another encoding', Buffer.from(JSON.stringify(answer(product)), 'utf16le'), 'not JSON'],
    ['not text', Buffer.from([0x1f, 0x8b, 0xff, 0x00]), 'not JSON'],
    ['nested without end', '['.repeat(200_000), 'not JSON'],
    ['another document', '{"a":1}', 'not the list of endoflife.date'],
    ['a list', '[]', 'not the list of endoflife.date'],
    [
      'without its day',
      JSON.stringify({...answer(product), generated_at: undefined}),
      'not the list of endoflife.date',
    ],
    [
      'a hundred thousand products',
      JSON.stringify(answer(...Array.from({length: 100_000}, () => 1))),
      'not the list of endoflife.date',
    ],
  ])('is refused when it is %s', (_what, bytes, message) => {
    expect(fault(bytes)).toMatchObject({
      code: 'damaged-lifecycle',
      exitStatus: 3,
      faults: [{message: expect.stringContaining(message), where: 'full.json'}],
    })
  })
})
