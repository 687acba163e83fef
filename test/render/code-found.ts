import type {Entity} from '../../src/model/entity.ts'
import type {Relation} from '../../src/model/inventory.ts'
import type {ReportInput} from '../../src/render/rendered.ts'
import {entity, evidence, relation} from '../estates.ts'
import {reportInput} from './inputs.ts'

export const clock = 'moc/master-clock'
export const web = 'component:moc/src#web'

/** The usual report with a root of source code, a module in it, and what they say. */
export function codeInput(
  entities: readonly Entity[],
  relations: readonly Relation[],
  places: Readonly<Record<string, string>> = {},
): ReportInput {
  const input = reportInput()
  const {estate} = input
  const own = [relation('component:moc/src', 'PART_OF', clock), relation(web, 'PART_OF', 'component:moc/src')]
  return {
    ...input,
    estate: {
      ...estate,
      entities: [...estate.entities, entity('component', 'component:moc/src'), entity('component', web), ...entities],
      relations: [...estate.relations, ...own, ...relations],
      evidence: [...estate.evidence, ...Object.entries(places).map(([id, place]) => evidence(id, place))],
    },
  }
}

/** An endpoint of the module, with its places. */
export function served(id: string, method: string, path: string, places: readonly string[]) {
  const whole = `interface:moc/${id}`
  return {
    entity: entity('interface', whole, {type: 'endpoint', method, path}),
    relation: {...relation(whole, 'PART_OF', web), evidence: places},
  }
}
