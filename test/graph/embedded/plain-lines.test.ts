import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {evidenceLength, plainEntities, plainRelations} from '../../../src/graph/embedded/plain-lines.ts'
import {EntityKind} from '../../../src/model/entity.ts'
import {EstateRecord} from '../../../src/model/estate.ts'
import {Certainty, relationTypeNames} from '../../../src/model/relation-types.ts'

/** What the schema makes of a line; undefined where it is faulty. */
function parsed(line: string): EstateRecord | undefined {
  try {
    return EstateRecord.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** A line's parts as they stand there, put together as a record; undefined where the line is not plain. */
function readPlainly(line: string): unknown {
  const bytes = Buffer.from(`${line}\n`)
  const text = (start: number, end: number): string => bytes.toString('utf8', start, end)
  const scopesOf = ({scopes, scopesEnd}: {scopes: number; scopesEnd: number}): object =>
    scopes === scopesEnd ? {} : {scopes: JSON.parse(text(scopes, scopesEnd))}
  const entity = plainEntities()(bytes, 0)
  if (entity)
    return {
      record: 'entity',
      id: text(entity.id, entity.idEnd),
      organisation: text(entity.organisation, entity.organisationEnd),
      kind: EntityKind.options[entity.kind],
      name: text(entity.name, entity.nameEnd),
      attributes: text(entity.attributes, entity.attributesEnd),
      ...scopesOf(entity),
    }
  const relation = plainRelations()(bytes, 0)
  if (!relation) return undefined
  return {
    record: 'relation',
    from: text(relation.from, relation.fromEnd),
    to: text(relation.to, relation.toEnd),
    type: relationTypeNames[relation.type],
    certainty: Certainty.options[relation.certainty],
    attributes: text(relation.attributes, relation.attributesEnd),
    evidence: Array.from({length: relation.evidenceCount}, (_, place) => {
      const at = relation.evidence + place * (evidenceLength + 1)
      return JSON.parse(text(at, at + evidenceLength)) as unknown
    }),
    ...scopesOf(relation),
  }
}

/** The same parts of what the schema made, attributes as they would be stored. */
function storedOf(record: EstateRecord | undefined): unknown {
  if (record?.record === 'entity') return {...record, attributes: JSON.stringify(record.attributes)}
  if (record?.record !== 'relation') return undefined
  const {id: _, ...rest} = record
  return {...rest, attributes: JSON.stringify(record.attributes)}
}

const plainText = fc.string({unit: fc.constantFrom('a', 'B', '7', '/', '-', ' ', '.', '#'), minLength: 1, maxLength: 8})
const anyText = fc.oneof(
  plainText,
  fc.string({unit: 'binary', maxLength: 5}),
  fc.constantFrom('', 'é', '"', '\\', '\u2028', '\ud800', '__proto__'),
)
const evidence = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .string({unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16})
        .map((hex) => `e${hex}`),
    },
    {weight: 1, arbitrary: anyText},
  ),
  {maxLength: 3},
)
const number = fc.oneof(
  fc.constantFrom(0, 1, -0, -1, 0.5, 0.8, 1e-7, 1e21, 123456789012345, 1234567890123456, 0.1 + 0.2, 1.5, 10),
  fc.double({noNaN: true, noDefaultInfinity: true}),
)
const plainValue = fc.oneof(plainText, anyText, number, fc.boolean(), fc.constant(null))
const key = fc.oneof(
  {weight: 9, arbitrary: fc.constantFrom('owner', 'version', 'how', 'A', 'constructor', 'toString')},
  {weight: 1, arbitrary: fc.oneof(anyText, fc.constantFrom('1', '01', '__proto__', 'a.b'))},
)
const fields = fc.array(fc.tuple(key, plainValue), {maxLength: 3}).map((entries) => Object.fromEntries(entries))
const value = fc.oneof(
  {weight: 9, arbitrary: plainValue},
  {weight: 3, arbitrary: fields},
  {weight: 1, arbitrary: fc.jsonValue({maxDepth: 2})},
)
const confidence = fc.oneof(
  {weight: 9, arbitrary: fc.constantFrom(0, 1, 0.5, 0.8, 0.95)},
  {weight: 1, arbitrary: number},
)
const item = fc.oneof(
  fc.record({value, evidence, confidence}, {noNullPrototype: true}),
  fc.record(
    {state: fc.constantFrom('absent', 'not-applicable', 'gone'), evidence, confidence},
    {noNullPrototype: true},
  ),
)
const dictionary = <T>(values: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(key, values), {maxLength: 3}).map((entries) => Object.fromEntries(entries))
const scopes = fc.option(fc.array(anyText, {maxLength: 2}), {nil: undefined})
const record = fc.oneof(
  fc.record(
    {
      record: fc.constant('entity'),
      id: anyText,
      organisation: anyText,
      kind: fc.constantFrom(...EntityKind.options, 'planet'),
      name: anyText,
      attributes: dictionary(fc.array(item, {maxLength: 2})),
      scopes,
    },
    {noNullPrototype: true},
  ),
  fc.record(
    {
      record: fc.constant('relation'),
      id: anyText,
      from: anyText,
      to: anyText,
      type: fc.constantFrom(...relationTypeNames, 'LIKES'),
      certainty: fc.constantFrom(...Certainty.options, 'sure'),
      attributes: dictionary(value),
      evidence,
      scopes,
    },
    {noNullPrototype: true},
  ),
)
/** What a line may have become: pieces written over, put in or taken out. */
const change = fc.record({
  at: fc.nat(400),
  removed: fc.nat(3),
  put: fc.constantFrom(
    '',
    ' ',
    '"',
    ',',
    '{',
    '}',
    '[',
    ']',
    ':',
    '\\',
    '\\u0041',
    '0',
    '1',
    '.',
    'e',
    '-',
    '\t',
    '\r',
    'null',
    '"a":1,',
    '"owner":[],',
    'é',
  ),
})
const lines = fc.oneof(
  record.map((one) => JSON.stringify(one)),
  fc.tuple(record, fc.array(change, {minLength: 1, maxLength: 2})).map(([one, changes]) =>
    changes.reduce((text, {at, removed, put}) => {
      const place = at % (text.length + 1)
      return `${text.slice(0, place)}${put}${text.slice(place + removed)}`
    }, JSON.stringify(one)),
  ),
)

describe('a line that is read without parsing', () => {
  it('says exactly what parsing and the schema make of it, whatever the line', () => {
    let plain = 0
    fc.assert(
      fc.property(lines, (broken) => {
        const line = broken.toWellFormed() // as it is read from a file
        const read = readPlainly(line)
        if (read === undefined) return
        plain += 1
        expect(read).toEqual(storedOf(parsed(line)))
      }),
      {numRuns: 20_000, seed: 1},
    )
    expect(plain).toBeGreaterThan(800)
  })

  it('is every line of the common form', () => {
    const common = [
      '{"record":"entity","id":"m/a","organisation":"m","kind":"system","name":"Café","attributes":{},"scopes":["m/estate#s1"]}',
      '{"record":"entity","id":"m/a","organisation":"m","kind":"host","name":"","attributes":{"owner":[{"value":"K","evidence":["e1"],"confidence":0.8},{"state":"absent","evidence":[],"confidence":1}],"cost":[{"value":12.5,"evidence":[],"confidence":1}]}}',
      '{"record":"entity","id":"m/a","organisation":"m","kind":"system","name":"A","attributes":{"people":[{"value":{"needed":2,"isKnown":true,"who":"K"},"evidence":["e1"],"confidence":1}],"plan":[{"value":{},"evidence":[],"confidence":1}]}}',
      '{"record":"relation","id":"x","from":"m/a","to":"m/b","type":"CALLS","certainty":"inferred","attributes":{"how":"by file","count":3,"isDaily":true},"evidence":["e0123456789abcdef","efedcba9876543210"],"scopes":["m/estate#s1"]}',
      '{"record":"relation","id":"x","from":"m/a","to":"m/b","type":"RUNS_ON","certainty":"declared","attributes":{},"evidence":[]}',
    ]
    for (const line of common) {
      expect(readPlainly(line)).toEqual(storedOf(parsed(line)))
      expect(readPlainly(line)).toBeDefined()
    }
  })
})
