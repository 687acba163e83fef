import {describe, expect, it} from '@jest/globals'
import {InventoryError} from '../../src/errors.ts'
import {DeclaredInventory} from '../../src/model/declared.ts'
import {parseLocatedYaml} from '../../src/model/located-yaml.ts'

function faultsIn(text: string): InventoryError['faults'] {
  try {
    parseLocatedYaml(text, 'estate.yaml', DeclaredInventory)
  } catch (error) {
    if (error instanceof InventoryError) return error.faults
    throw error
  }
  return []
}

function faultsOf(text: string): readonly string[] {
  return faultsIn(text).map(({where, message}) => `${where} ${message}`)
}

const start = 'schema: domesday/declared@1\norganisation: clocks\n'

describe('values as they are written', () => {
  it('keeps 3.10 apart from 3.1 and a leading zero in its place', () => {
    const {data} = parseLocatedYaml(
      `${start}systems: [{id: a, name: 0123, technologies: [{product: python, version: 3.10}], cost: {annualRunGbp: 410000.50}}]`,
      'e.yaml',
      DeclaredInventory,
    )

    expect(data.systems[0]).toMatchObject({
      name: '0123',
      technologies: [{version: '3.10'}],
      cost: {annualRunGbp: '410000.50'},
    })
  })
})

describe('errors', () => {
  it('come all at once, in order, with places and the nearest valid name', () => {
    const text = `${start}systems:\n  - {id: a, name: A, onwer: x}\n  - {id: b, name: B, contract: {ends: 2026-02-30, replacement: sined}}\n  - {name: C}\n`

    expect(faultsOf(text)).toEqual([
      "estate.yaml:4:22 unknown key 'onwer'. Did you mean 'owner'?",
      'estate.yaml:5:39 ends: expected a date that exists, as 2026-11-01, not "2026-02-30"',
      `estate.yaml:5:64 replacement: expected none, planned, signed or not-needed, not "sined". Did you mean 'signed'?`,
      'estate.yaml:6:5 id: is missing',
    ])
  })

  it.each([
    ['hosting: {kind: on-prem}', "Did you mean 'on-premises'?"],
    ['hosting: {kind: VMware}', "Did you mean 'hypervisor'?"],
    ['dependsOn: [{system: b, kind: db}]', "Did you mean 'store'?"],
    ['contract: {ends: 31/12/2025}', 'Did you mean 2025-12-31?'],
    ['contract: {ends: 1 March 2026}', 'Did you mean 2026-03-01?'],
    ['contract: {ends: 31/03/26}', 'Write the year in full.'],
  ])('name what seems to be meant by %s', (written, meant) => {
    expect(faultsOf(`${start}systems: [{id: a, name: A, ${written}}]`)).toEqual([expect.stringContaining(meant)])
  })

  it('say what a comma inside braces does to a text', () => {
    const text = `${start}systems: [{id: a, name: A, scores: {C1: {score: 5, reason: 120,000 people}}}]`
    const faults = faultsIn(text)

    expect(faults.map(({message}) => message)).toEqual([
      "unknown key '000 people'. Known here: score, reason, assessor, date.",
    ])
    expect(faults[0]?.hint).toContain('into quotes')
  })

  it.each(['0', '7', '2.5', '"5 "', '-1', '.inf', 'true'])('refuse a score of %s', (score) => {
    expect(faultsOf(`${start}systems: [{id: a, name: A, scores: {L1: ${score}}}]`)).toHaveLength(1)
  })

  it.each(['0026-01-01', '2026-02-30', '1849-01-01', '2201-01-01'])('refuse a contract that ends on %s', (ends) => {
    expect(faultsOf(`${start}systems: [{id: a, name: A, contract: {ends: ${ends}}}]`)[0]).toContain(
      'a date that exists',
    )
  })

  it('refuse a score of 6 for impact, which ends at 5', () => {
    expect(faultsOf(`${start}systems: [{id: a, name: A, scores: {C1: 6}}]`)[0]).toContain('from 1 to 5')
  })

  it.each(['__proto__', 'constructor', 'toString'])('take %s for the unknown key that it is', (key) => {
    expect(faultsOf(`${start}systems: [{id: a, name: A, ${key}: {polluted: true}}]`)[0]).toContain(
      `unknown key '${key}'`,
    )
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined() // nothing reached the prototype
  })

  it('name a key that stands twice', () => {
    expect(faultsOf(`${start}organisation: again\n`)[0]).toMatch(/^estate\.yaml:3:/)
  })

  it('name the place of broken syntax', () => {
    expect(faultsOf('schema: [\n')[0]).toMatch(/^estate\.yaml:\d+:\d+ /)
  })
})

describe('hostile documents', () => {
  it('stop a bomb of aliases before it is expanded', () => {
    const levels = 'bcdefghijk'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array.from({length: 9}, () => `*${'abcdefghij'[index]}`).join(',')}]`)

    expect(faultsOf(['a: &a [x,x,x,x,x,x,x,x,x]', ...levels].join('\n')).length).toBeGreaterThan(0)
  })

  it('refuse nesting without end', () => {
    expect(faultsOf(`schema: ${'['.repeat(2000)}${']'.repeat(2000)}`).length).toBeGreaterThan(0)
  })

  it('refuse a file of more than 10 MB', () => {
    expect(faultsOf(`${start}# ${'x'.repeat(11 * 1024 * 1024)}`)[0]).toContain('the most is')
  })

  it.each(['', '42', 'null', '- a', '\u0000'])('tell what is wrong with %j', (text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0)
  })
})
