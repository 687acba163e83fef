import {describe, expect, it} from '@jest/globals'
import {explainAsDiagram} from '../../src/audit/explain.ts'
import {cutOfSystem} from '../../src/audit/suggest-cut.ts'
import {entity, estateOf, evidence, relation, system} from '../estates.ts'
import {tideRecords} from '../programs.ts'

const estate = estateOf(system('tides/tables'), ...tideRecords)
const hinted = (hint: string) => expect.objectContaining({hint: expect.stringContaining(hint)})

describe('a diagram of what is around a thing', () => {
  it('is a flowchart with the first place of each line, and how many more there are', () => {
    const lines = explainAsDiagram(estate, 'tidesum', undefined).split('\n')

    expect(lines.filter((line) => /--/.test(line))).toEqual([
      '  n1 -->|"runs\\nn.jcl:4"| n0',
      '  n0 -->|"calls\\ns.cbl:33"| n2',
      '  n0 -->|"takes in\\ns.cbl:12"| n3',
      '  n0 -->|"reads\\ns.cbl:8"| n4',
      '  n0 -->|"writes\\ns.cbl:40"| n5',
    ])
  })

  it('is refused of a system and of what is not there, with what to ask instead', () => {
    expect(() => explainAsDiagram(estate, 'tables', undefined)).toThrow(hinted('--around tides/tables'))
    expect(() => explainAsDiagram(estate, 'TIDESUMM', undefined)).toThrow(
      hinted('Did you mean component:tides/TIDESUM'),
    )
  })

  it('is refused where several things are called so, with what each is', () => {
    const both = estateOf(...tideRecords, {
      ...entity('interface', 'interface:tides/any-sums', {type: 'endpoint', path: '/sums', uriMap: 'TIDESUM'}),
      name: 'ANY /sums',
    })

    expect(() => explainAsDiagram(both, 'tidesum', undefined)).toThrow(
      hinted("the program that NIGHTLY.SUM calls, component:tides/TIDESUM; the endpoint, 'ANY /sums'"),
    )
  })

  it('of a routine shows who calls it by a name of its', () => {
    const named = estateOf(
      entity('component', 'component:m/web', {type: 'application'}),
      entity('component', 'component:m/dues', {type: 'package'}),
      entity('interface', 'interface:m/dues-post', {type: 'procedure'}),
      relation('interface:m/dues-post', 'DEPENDS_ON', 'component:m/dues', {how: 'is this routine'}),
      relation('component:m/web', 'CALLS', 'interface:m/dues-post'),
      evidence(),
    )

    expect(
      explainAsDiagram(named, 'component:m/dues', undefined)
        .split('\n')
        .filter((line) => /--/.test(line)),
    ).toEqual(['  n1 -->|"calls\\nestate.yaml:4"| n0'])
  })
})

describe('a cut of a system', () => {
  it('is refused where there is no such system, or it has few programs, with what to ask instead', () => {
    expect(() => cutOfSystem(estate, 'tabels')).toThrow(hinted('tides/tables'))
    expect(() => cutOfSystem(estate, 'tables')).toThrow(hinted('domesday explain <program>'))
  })
})
