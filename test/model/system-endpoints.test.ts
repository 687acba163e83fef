import {describe, expect, it} from '@jest/globals'
import {servedEndpoints} from '../../src/model/system-endpoints.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

const endpoint = (id: string, method: string, path: string) =>
  entity('interface', `interface:moc/${id}`, {type: 'endpoint', method, path})

const {entities, relations} = estateOf(
  system('moc/clock'),
  system('moc/bells'),
  entity('component', 'component:moc/src'),
  entity('component', 'component:moc/web'),
  entity('component', 'component:moc/tower'),
  endpoint('ticks', 'POST', '/ticks'),
  endpoint('tick', 'GET', '/ticks'),
  endpoint('alarms', 'ANY', '/Alarms/{id}'),
  endpoint('ring', 'GET', '/ring'),
  entity('interface', 'interface:moc/queue', {type: 'queue'}),
  relation('component:moc/src', 'PART_OF', 'moc/clock'),
  relation('component:moc/web', 'PART_OF', 'component:moc/src'),
  relation('moc/bells', 'PART_OF', 'moc/clock'),
  relation('component:moc/tower', 'PART_OF', 'moc/bells'),
  relation('interface:moc/ticks', 'PART_OF', 'component:moc/web'),
  relation('interface:moc/tick', 'PART_OF', 'component:moc/web'),
  relation('interface:moc/alarms', 'PART_OF', 'component:moc/src'),
  relation('interface:moc/ring', 'PART_OF', 'component:moc/tower'),
  relation('interface:moc/queue', 'PART_OF', 'component:moc/web'),
)

describe('what a system serves', () => {
  const told = (whole: string) =>
    servedEndpoints(
      entities,
      relations,
    )(whole).map(({method, path, component}) => `${method} ${path} ${component.replace('component:moc/', '')}`)

  it('is found through its components, by path and method, and a system inside it has its own', () => {
    expect(told('moc/clock')).toEqual(['ANY /Alarms/{id} src', 'GET /ticks web', 'POST /ticks web'])
    expect(told('moc/bells')).toEqual(['GET /ring tower'])
  })

  it('is told of one component too, and is nothing where nothing is served', () => {
    expect(told('component:moc/web')).toEqual(['GET /ticks web', 'POST /ticks web'])
    expect(told('component:moc/none')).toEqual([])
  })
})
