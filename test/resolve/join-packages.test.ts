import {describe, expect, it} from '@jest/globals'
import type {Entity} from '../../src/model/entity.ts'
import type {Relation} from '../../src/model/inventory.ts'
import {joinPackages} from '../../src/resolve/join-packages.ts'
import {entity, relation, system} from '../estates.ts'

const application = (id: string, more: Record<string, string> = {}): Entity =>
  entity('component', `component:${id}`, {type: 'application', role: 'production', ...more})

function joined(things: readonly Entity[], relations: readonly Relation[]) {
  const {relations: found, problems} = joinPackages(
    new Map(things.map((thing) => [thing.id, thing])),
    new Map(relations.map((one) => [one.id, one])),
  )
  return {
    found: found.map(({from, to, certainty, attributes}) => `${from} ${to} ${certainty} ${String(attributes.how)}`),
    problems: problems.map(({message}) => message),
  }
}

const core = application('moc/core', {package: 'pkg:npm/%40moc/time@2.0.0'})
const user = application('dft/web')
const used = 'pkg:npm/%40moc/time@1.4.0'

describe('a package that another application of the estate is', () => {
  it('is a dependency on that application and between their systems, with both versions told', () => {
    const {found, problems} = joined(
      [core, user, entity('package', used), system('moc/clock'), system('dft/tides')],
      [
        relation(user.id, 'USES', used, {version: '1.4.0'}),
        relation(core.id, 'PART_OF', 'moc/clock'),
        relation(user.id, 'PART_OF', 'dft/tides'),
      ],
    )

    expect(found).toEqual([
      'component:dft/web component:moc/core inferred uses its package @moc/time 1.4.0; its source has 2.0.0',
      'dft/tides moc/clock inferred is built from core',
    ])
    expect(problems).toEqual([])
  })

  it('is not taken for one by a bare name elsewhere, by a name of tests, or where others bring it in', () => {
    const bare = application('moc/lodash', {package: 'pkg:npm/lodash@4.0.0'})
    const fixture = application('dft/fixture', {package: 'pkg:npm/react@18.0.0', role: 'test'})
    const own = application('dft/lib', {package: 'pkg:npm/lib@1.0.0'})
    const {found} = joined(
      [core, bare, fixture, own, user],
      [
        relation(user.id, 'USES', 'pkg:npm/lodash@4.0.0', {version: '4.0.0'}),
        relation(user.id, 'USES', 'pkg:npm/react@18.0.0', {version: '18.0.0'}),
        relation(user.id, 'USES', used, {version: '1.4.0', direct: false}),
        relation(user.id, 'USES', 'pkg:npm/lib@1.0.0', {version: '1.0.0'}),
      ],
    )

    expect(found).toEqual(['component:dft/web component:dft/lib inferred uses its package lib 1.0.0'])
  })

  it('is told where several applications call themselves so, and none is chosen', () => {
    const copy = application('moc/copy', {package: 'pkg:npm/%40moc/time@1.0.0'})
    const {found, problems} = joined([core, copy, user], [relation(user.id, 'USES', used)])

    expect(found).toEqual([])
    expect(problems).toEqual([
      'pkg:npm/%40moc/time is what 2 applications call themselves (component:moc/copy, component:moc/core), so which of them is used is not known',
    ])
  })
})

describe('applications of one tree that depend on each other', () => {
  it('make no dependency of a system on itself, and none by their tests', () => {
    const test = application('dft/e2e', {role: 'test'})
    const {found} = joined(
      [core, user, test, system('dft/tides'), system('moc/clock')],
      [
        relation(user.id, 'DEPENDS_ON', test.id),
        relation(test.id, 'DEPENDS_ON', core.id),
        relation(user.id, 'PART_OF', 'dft/tides'),
        relation(test.id, 'PART_OF', 'dft/tides'),
        relation(core.id, 'PART_OF', 'moc/clock'),
      ],
    )

    expect(found).toEqual([])
  })
})
