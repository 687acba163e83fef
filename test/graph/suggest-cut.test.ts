import {describe, expect, it} from '@jest/globals'
import {suggestCut} from '../../src/graph/suggest-cut.ts'
import {lookupOf} from '../../src/model/program-neighbours.ts'
import {renderCut} from '../../src/render/text/application-cut.ts'
import {relation, system} from '../estates.ts'
import {idOf, link, thing} from '../programs.ts'

const programs = ['TIDE1', 'TIDE2', 'TIDE3', 'MOON1', 'MOON2', 'MOON3']
const things = [
  system('tides/tables'),
  ...programs.map((name) => thing(name, 'program', name === 'MOON3' ? {callsByDataItem: ['CALL X, line 4']} : {})),
  thing('NIGHTLY', 'job'),
  thing('NIGHTLY.ONE', 'step'),
  thing('ALONE', 'program'),
  ...['TIDES', 'HEIGHTS', 'MOONS', 'PHASES', 'LOADLIB'].map((name) => thing(name, 'dataset')),
]
const whole = [...programs, 'NIGHTLY', 'ALONE'].map((name) => relation(idOf(name), 'PART_OF', 'tides/tables'))
const links = [
  ...whole,
  link('NIGHTLY.ONE', 'PART_OF', 'NIGHTLY', 'n.jcl:2'),
  ...['TIDE1', 'TIDE2', 'TIDE3'].flatMap((name) => [
    link(name, 'READS', 'TIDES', `${name}.cbl:5`),
    link(name, 'WRITES', 'HEIGHTS', `${name}.cbl:6`),
  ]),
  ...['MOON1', 'MOON2', 'MOON3'].flatMap((name) => [
    link(name, 'READS', 'MOONS', `${name}.cbl:5`),
    link(name, 'WRITES', 'PHASES', `${name}.cbl:6`),
  ]),
  link('NIGHTLY.ONE', 'CALLS', 'MOON1', 'n.jcl:2'),
  {...link('NIGHTLY.ONE', 'READS', 'LOADLIB', 'n.jcl:3'), attributes: {how: 'DD STEPLIB'}},
  link('MOON1', 'CALLS', 'TIDE1', 'MOON1.cbl:40'),
]
const cut = (extra: readonly (typeof links)[number][] = [], more: readonly (typeof things)[number][] = []) =>
  suggestCut(lookupOf([...things, ...more], [...links, ...extra]), 'tides/tables')
const names = (ids: readonly string[] = []) => ids.map((id) => id.replace('component:tides/', ''))

describe('a suggested cut', () => {
  it('puts together what shares data and calls, and tells what it goes through', () => {
    const found = cut()

    expect(found?.groups.map((group) => [names(group.programs), names(group.jobs), names(group.stores)])).toEqual([
      [['MOON1', 'MOON2', 'MOON3'], ['NIGHTLY'], ['MOONS', 'PHASES']],
      [['TIDE1', 'TIDE2', 'TIDE3'], [], ['HEIGHTS', 'TIDES']],
    ])
    expect(found?.edges).toEqual([
      {
        from: idOf('MOON1'),
        to: idOf('TIDE1'),
        type: 'CALLS',
        certainty: 'structural',
        evidence: ['MOON1.cbl:40'],
        fromGroup: 1,
        toGroup: 2,
      },
    ])
    expect({within: found?.within, apart: names(found?.apart)}).toEqual({within: 13, apart: ['ALONE']})
  })

  it('says that it does not know where calls by data items lead', () => {
    expect(cut()).toMatchObject({openCalls: 1, programsWithOpenCalls: 1})
  })

  it('sets aside what is used throughout, and counts what needs it among what is cut', () => {
    const users = Array.from({length: 6}, (_, at) => thing(`USER${at}`, 'program'))
    const found = cut(
      [
        ...users.map(({id}) => relation(id, 'PART_OF', 'tides/tables')),
        ...[...programs, ...users.map(({name}) => name)].map((name) => link(name, 'CALLS', 'ALONE', `${name}.cbl:9`)),
      ],
      users,
    )

    expect(found?.throughout).toEqual([{id: idOf('ALONE'), users: 12}])
    expect(found?.edges.filter(({toGroup}) => toGroup === 0)).toHaveLength(6)
    expect(found?.groups).toHaveLength(2)
  })

  it('is the same whatever the order of things, and is none of few programs', () => {
    const turned = suggestCut(lookupOf(things.toReversed(), links.toReversed()), 'tides/tables')

    expect(turned).toEqual(cut())
    expect(
      suggestCut(
        lookupOf(
          things,
          links.filter(({from}) => from.endsWith('1')),
        ),
        'tides/tables',
      ),
    ).toBeUndefined()
  })

  it('is told in 80 columns with the places of what is cut', () => {
    const found = cut()
    if (!found) throw new Error('there is a cut')
    const text = renderCut(found, {nameOf: (id) => names([id])[0] ?? '', placesOf: (ids) => ids})

    expect(text).toContain('Group 1, around MOON1: 3 programs, 1 job and 2 stores of data')
    expect(text).toContain(
      'CALLS           MOON1 -> TIDE1                                         group 2\n                  MOON1.cbl:40',
    )
    expect(text).toContain('Not seen: where one call of one program may lead')
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('tells what leads out of programs that are in no group', () => {
    const found = cut()
    const [edge] = found?.edges ?? []
    if (!found || !edge) throw new Error('there is a cut')
    const alone = {...found, apart: [edge.from], edges: [{...edge, fromGroup: 0}]}
    const text = renderCut(alone, {nameOf: (id) => names([id])[0] ?? '', placesOf: (ids) => ids})

    expect(text).toContain(
      'Apart: 1 program or job in no group, as each would be one alone\n  MOON1\n  1 relation out of them\n  CALLS           MOON1 -> TIDE1',
    )
  })
})
