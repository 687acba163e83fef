import {describe, expect, it} from '@jest/globals'
import type {SnapshotRecord} from '../../../src/model/snapshot.ts'
import {estateChanges, fieldText} from '../../../src/render/facts/estate-changes.ts'
import {renderDiff} from '../../../src/render/text/diff.ts'

const thing = (id: string, kind: 'system' | 'component' | 'technology', owner?: string): SnapshotRecord => ({
  ...{record: 'entity', id, kind, organisation: 'clocks', name: id.toUpperCase()},
  attributes: owner === undefined ? {} : {owner: [{value: owner}]},
})
const relation = (from: string, type: 'PART_OF' | 'USES', to: string): SnapshotRecord => ({
  ...{record: 'relation', id: `${from} ${type} ${to}`, from, to, type, certainty: 'declared', attributes: {}},
})
const judged = (value: number): SnapshotRecord => ({
  ...{record: 'judgement', id: 'j', subject: 'clocks/dial', about: 'L2', value},
})

const system = thing('clocks/dial', 'system')
const common = [system, thing('face', 'component'), relation('face', 'PART_OF', 'clocks/dial')]

describe('what two audits found otherwise', () => {
  it('is nothing for the same records', () => {
    expect(estateChanges(common, common)).toEqual([])
  })

  it('names the system to which a thing that changed belongs, through the component that uses it', () => {
    const changes = estateChanges(common, [...common, thing('tech', 'technology'), relation('face', 'USES', 'tech')])

    expect(changes.map(({what, title, systems}) => [what, title, systems])).toEqual([
      ['new', 'TECH', ['clocks/dial']],
      ['new', 'FACE USES TECH', ['clocks/dial']],
    ])
  })

  it('tells each field that changed, and unknown from known', () => {
    const [changed] = estateChanges([thing('clocks/dial', 'system')], [thing('clocks/dial', 'system', 'Timekeeping')])

    expect(changed?.fields.map(fieldText)).toEqual(['owner: unknown, now Timekeeping'])
  })

  it('tells a judgement by its criterion', () => {
    const [changed] = estateChanges([...common, judged(2)], [...common, judged(5)])

    expect(changed).toMatchObject({
      title: 'judgement of CLOCKS/DIAL: Vendor contract',
      fields: [{before: '2', now: '5'}],
    })
  })

  it('goes round no circle of parts for ever', () => {
    const circle = [relation('a', 'PART_OF', 'b'), relation('b', 'PART_OF', 'a')]
    const parts = [thing('a', 'component'), thing('b', 'component')]

    expect(estateChanges(circle, [...circle, ...parts])).toHaveLength(2)
  })

  it('is shown within 80 columns, without what could command a terminal', () => {
    const hostile = thing(`x${'y'.repeat(200)}`, 'system')
    const estate = estateChanges([], [{...hostile, name: `\u001b[31m${'wide '.repeat(60)}\u202e`} as SnapshotRecord])
    const audit = {number: 1, asOf: '2026-08-01'}
    const text = renderDiff({before: audit, now: {...audit, number: 2}, systems: [], estate}, {all: false})

    expect(text).toContain('What there is: 1 new, 0 gone, 0 changed')
    expect(text).not.toMatch(/[\u001b\u202e]/)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
