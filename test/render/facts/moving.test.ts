import {describe, expect, it} from '@jest/globals'
import {bridges, bridgesText, circleText, movesWith, together} from '../../../src/render/facts/moving.ts'
import {neighbourhoodOf} from '../../../src/render/facts/neighbourhood.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {renderRoadmap} from '../../../src/render/text/roadmap.ts'
import {entity, evidence, relation} from '../../estates.ts'
import {reportInput} from '../inputs.ts'

const scores = '3 3 3 3 3 3 3 3 3 3 3 3 3'
const systems = [
  {id: 'msti/horn', name: 'Fog Horn', scores, disposition: 'rehost'},
  {id: 'msti/bell', name: 'Bell', scores, disposition: 'retire'},
  {id: 'msti/lamp', name: 'Lamp Log', scores, disposition: 'retain'},
] as const
const why = 'write Fog store'
const stay = {between: ['msti/horn', 'msti/lamp'] as const, personDays: 40, why: 'Lamp Log is retained'}
const input = reportInput({
  systems,
  estate: [
    ...systems.map(({id, name}) => ({...entity('system', id), name})),
    {...entity('datastore', 'datastore:msti/fog'), name: 'Fog store'},
    ...systems.map(({id}) => relation(id, 'WRITES', 'datastore:msti/fog')),
    relation('msti/horn', 'DEPENDS_ON', 'msti/lamp', {kind: 'call', move: 'together'}),
    relation('msti/lamp', 'DEPENDS_ON', 'msti/horn', {kind: 'call', move: 'after'}),
  ],
  roadmap: {
    groups: [{id: 'g1', systems: ['msti/bell', 'msti/horn'], why}],
    cuts: [{...stay, between: [...stay.between], how: 'bridge the store Fog store while Lamp Log stays'}],
    waves: [
      {
        id: 1,
        period: '2027-Q1',
        start: '2027-01-04',
        end: '2027-02-28',
        groups: ['g1'],
        systems: ['msti/bell', 'msti/horn'],
        frees: [],
      },
    ],
  },
})
const index = indexReport(input)

describe('what moves together', () => {
  it('is said in one way of a system that moves and of one that stays', () => {
    const used = (id: string) =>
      neighbourhoodOf(index, id).used.map(({system, how}) => `${index.nameOf(system)}: ${how}`)

    expect(used('msti/horn')).toEqual([
      'Bell: Writes the same store, Fog store. Moves together with it',
      'Lamp Log: Call. Writes the same store, Fog store. It stays where it is, so a bridge joins them',
    ])
    expect(used('msti/lamp')).toEqual([
      'Bell: Writes the same store, Fog store. This system stays where it is, so a bridge joins them',
      'Fog Horn: Call. Writes the same store, Fog store. This system stays where it is, so a bridge joins them',
    ])
    expect([movesWith(index, 'msti/horn'), movesWith(index, 'msti/lamp')]).toEqual(['Bell: they write Fog store', ''])
  })

  it('lists groups and bridges for every format', () => {
    expect(together(index)).toEqual([{systems: ['msti/bell', 'msti/horn'], why, wave: 1}])
    expect(bridgesText(bridges(index))).toBe(
      'One bridge joins what moves at different times, or stays: 40 person-days, assumed, beside those of the waves.',
    )
    expect(renderMarkdown(input).content).toContain(
      '| Fog Horn, Lamp Log | Bridge the store Fog store while Lamp Log stays | 40 | Lamp Log is retained |',
    )
    expect(renderRoadmap(input.estate, input.roadmap)).toContain(
      [
        '  Moves together',
        '    Bell, Fog Horn: they write Fog store',
        '',
        '  Bridged',
        '    Fog Horn and Lamp Log: bridge the store Fog store while Lamp Log stays, 40',
        '      person-days assumed; Lamp Log is retained',
      ].join('\n'),
    )
  })

  it('says of a circle what the plan does with it', () => {
    expect([
      circleText(index, ['msti/bell', 'msti/horn']),
      circleText(index, ['msti/horn', 'msti/lamp']),
      circleText(index, ['msti/lamp']),
    ]).toEqual([
      'Bell and Fog Horn move together.',
      'Lamp Log stays where it is; Fog Horn moves.',
      'Lamp Log stays where it is.',
    ])
  })
})

describe('a system that needs another for several reasons', () => {
  it('shows each with the places of both ends', () => {
    const reason = (how: string, kind: string, evidence: readonly string[]) => ({
      ...{how, kind, evidence: [...evidence]},
      certainty: 'inferred',
    })
    const reasons = [
      reason('reads fog-seen, which it writes', 'message', ['a', 'b']),
      reason('reads fog, which it writes', 'store', ['a', 'c']),
    ]
    const told = reportInput({
      systems,
      estate: [
        ...systems.map(({id, name}) => ({...entity('system', id), name})),
        ...(['a', 'b', 'c'] as const).map((id) => evidence(id, `${id}/Main.java:3`)),
        {
          ...relation('msti/horn', 'DEPENDS_ON', 'msti/bell', {kind: 'store', move: 'after', how: 'both', reasons}),
          certainty: 'inferred' as const,
          evidence: ['a', 'b', 'c'],
        },
      ],
    })

    expect(neighbourhoodOf(indexReport(told), 'msti/horn').used.map(({how}) => how)).toEqual([
      'Reads fog-seen, which it writes (inferred: a/Main.java:3; b/Main.java:3). Reads fog, which it writes (inferred: a/Main.java:3; c/Main.java:3)',
    ])
  })
})
