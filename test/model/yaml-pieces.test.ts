import {globSync, readFileSync} from 'node:fs'
import {describe, expect, it} from '@jest/globals'
import {DeclaredInventory} from '../../src/model/declared.ts'
import {parseLocatedYaml, type Path} from '../../src/model/located-yaml.ts'
import {parsePiecewise} from '../../src/model/yaml-pieces.ts'
import {seeded} from '../bench/seeded.ts'

/** The places of all parts of a document, and of one that is not there in each. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    [...path, 'nowhere'],
    ...Object.entries(value).flatMap(([key, part]) =>
      pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

function asAWhole(text: string) {
  const {data, line} = parseLocatedYaml(text, 'e.yaml', DeclaredInventory)
  return {data, lines: pathsOf(data).map((path) => [path, Number(line(path).split(':')[1])])}
}

function inPieces(text: string, known?: Parameters<typeof parsePiecewise>[2]) {
  const found = parsePiecewise(text, DeclaredInventory, known)
  return found && {data: found.data, lines: pathsOf(found.data).map((path) => [path, found.lineOf(path)])}
}

const start = 'schema: domesday/declared@1\norganisation: clocks\n'

describe('a document read item by item', () => {
  const sample = globSync('inventories/*/*.yaml').map((file) => [file, readFileSync(file, 'utf8')] as const)
  const written: readonly (readonly [string, string])[] = [
    [
      'a list that stands no deeper than its key',
      `${start}systems:\n- id: a\n  name: A\n- id: b\n  name: B\nstores: []\n`,
    ],
    [
      'numbers that are meant as text',
      `${start}systems:\n  - {id: a, name: 0123, technologies: [{product: python, version: 3.10}]}\n  - id: b\n    name: 1e3\n    cost: {annualRunGbp: 410000.50}\n`,
    ],
    [
      'texts over many lines',
      `${start}systems:\n  - id: a\n    name: A\n    description: |\n      systems:\n        - id: x\n\n  - id: b\n    name: "B\n      - c"\n    description: >-\n      one\n\n      two\n  # of the last\n  -\n    id: c\n    name: C\n\n\nstores:\n\n  # none of these is alone\n  - id: pay\n    name: Pay\n    writers: [a,\n      b]\n`,
    ],
    [
      'values that are left out',
      `${start}systems:\n  - id: a\n    name: A\n    dependsOn: []\n  - name: B\n    id: b\n`,
    ],
    [
      'comments and empty lines before and after',
      `# one\n\n${start}\nsystems: # two\n  # three\n\n  - id: a # four\n    # five\n    name: A\n# six\n  - id: b\n    name: B\n# seven\n`,
    ],
  ]

  it.each([...sample, ...written])('is the same, each part at its line: %s', (_name, text) => {
    expect(inPieces(text)).toEqual(asAWhole(text))
  })

  it('reads again only the items that changed', () => {
    const items = Array.from({length: 5}, (_, at) => `  - id: s${at}\n    name: S${at}\n`)
    const text = (all: readonly string[]): string => `${start}systems:\n${all.join('')}`
    const first = parsePiecewise(text(items), DeclaredInventory)
    const edited = text([
      '  - id: new\n    name: New\n',
      ...items.with(2, '  - id: s2\n    # looked at\n    name: Else\n'),
    ])

    expect([first?.read, parsePiecewise(edited, DeclaredInventory, first?.pieces)?.read]).toEqual([5, 2])
    expect(inPieces(edited, JSON.parse(JSON.stringify([...(first?.pieces ?? [])])) && new Map(first?.pieces))).toEqual(
      asAWhole(edited),
    )
  })
})

describe('a document with faults anywhere', () => {
  it('is never read in pieces as other than it is read as a whole', () => {
    const chance = seeded(7)
    const integer = (from: number, to: number): number => from + Math.floor(chance() * (to - from + 1))
    const pick = (all: readonly string[]): string => all[integer(0, all.length - 1)] ?? ''
    const lines = `${start}systems:
  - id: a
    name: "A and
      B"
    description: |
      systems:
        - id: x
    technologies: [{product: python, version: 3.10}]
    dependsOn:
      - system: b
        how: it asks # while it waits

  - id: b
    name: B
    description: >
      folded
    contract: {supplier: S, ends: 2028-03-31}
stores:
  - id: pay
    name: Pay
    writers: [a,
      b]
`.split('\n')
    const whole = (text: string) => {
      try {
        return asAWhole(text)
      } catch {
        return 'faulty'
      }
    }
    const others = [
      '- id: c',
      '---',
      '"',
      '  ',
      '    - |',
      'systems:',
      '  - id: d',
      '    name: [',
      '      : x',
      '&a',
      "'",
      '      ',
    ]
    const tried = Array.from({length: 500}, () => {
      const changed = [...lines]
      for (let change = 0; change < 1 + integer(0, 2); change += 1) {
        const at = integer(0, changed.length - 1)
        const line = changed[at] ?? ''
        const kind = integer(0, 3)
        if (kind === 0) changed.splice(at, 1)
        if (kind === 1) changed.splice(at, 0, pick(others))
        if (kind === 2) changed[at] = line.replace(/^ */, (spaces) => spaces.slice(0, integer(0, spaces.length)))
        if (kind === 3)
          changed[at] =
            line.slice(0, integer(0, line.length)) + pick(others).trim() + line.slice(integer(0, line.length))
      }
      return changed.join('\n')
    })
    const read = tried.filter((text) => inPieces(text) !== undefined)

    expect(read.filter((text) => JSON.stringify(inPieces(text)) !== JSON.stringify(whole(text)))).toEqual([])
    expect(read.length).toBeGreaterThan(50)
  })
})

describe('a document that is read as a whole instead', () => {
  it.each([
    ['a fault in an item', `${start}systems:\n  - id: a\n    name: [A\n  - id: b\n    name: B\n`],
    ['what the schema refuses', `${start}systems:\n  - id: a\n    onwer: A\n`],
    ['a quote that closes in the next item', `${start}systems:\n  - id: a\n    name: "A\n  - id: b\n    name: B"\n`],
    ['a quote that closes behind a list', `${start}notes: "A\nsystems:\n  - id: b"\n`],
    ['anchors', `${start}systems:\n  - id: a\n    name: &n A\n  - id: b\n    name: *n\n`],
    ['an anchor of a list', `${start}systems: &all\n  - id: a\n    name: A\n`],
    ['tags', `${start}systems:\n  - id: a\n    name: !own A\n`],
    ['two documents', `${start}systems:\n  - id: a\n    name: A\n---\nsystems: []\n`],
    ['a directive', `%YAML 1.1\n---\n${start}systems:\n  - id: a\n    name: A\n`],
    ['a key that stands twice', `${start}systems:\n  - id: a\n    name: A\nsystems:\n  - id: b\n    name: B\n`],
    ['a list that is followed by a map', `${start}systems:\n    - id: a\n      name: A\n  b: 1\n`],
    ['keys in quotes', `"schema": domesday/declared@1\norganisation: clocks\nsystems:\n  - id: a\n    name: A\n`],
    ['the line ends of other systems', `${start}systems:\r\n  - id: a\r\n    name: A\r\n`],
    ['a list of no map', '- a\n- b\n'],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    expect(parsePiecewise(text, DeclaredInventory)).toBeUndefined()
  })
})
