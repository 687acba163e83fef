import {attributeValue, type Entity} from './entity.ts'
import type {Relation} from './inventory.ts'
import {compareText} from './json-lines.ts'

/** An endpoint that the code of a system serves. */
export interface ServedEndpoint {
  /** The interface's id. */
  readonly id: string
  /** `GET`, or `ANY` where the code takes every method. */
  readonly method: string
  readonly path: string
  /** The id of the component that serves it. */
  readonly component: string
  /** Ids of the evidence of every place. */
  readonly evidence: readonly string[]
}

/** What the components of each system, or of one component, serve over HTTP: by path, then by method. */
export function servedEndpoints(
  entities: readonly Entity[],
  relations: readonly Relation[],
): (whole: string) => readonly ServedEndpoint[] {
  const endpoints = new Map(entities.filter(isEndpoint).map((entity) => [entity.id, entity]))
  if (endpoints.size === 0) return () => []
  const systems = new Set<string>(entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  const parts = Map.groupBy(
    relations.filter(({type}) => type === 'PART_OF'),
    ({to}) => to,
  )
  return (whole) => {
    const found: ServedEndpoint[] = []
    const seen = new Set([whole])
    for (const at of seen)
      for (const {from, to, evidence} of parts.get(at) ?? []) {
        const endpoint = endpoints.get(from)
        if (endpoint) found.push({...saidOf(endpoint), component: to, evidence})
        // A system inside it has its own.
        else if (!systems.has(from)) seen.add(from)
      }
    return found.toSorted(byPath)
  }
}

export function isEndpoint(entity: Entity): boolean {
  return entity.kind === 'interface' && attributeValue(entity, 'type') === 'endpoint'
}

function saidOf(entity: Entity): Pick<ServedEndpoint, 'id' | 'method' | 'path'> {
  const said = (key: string, otherwise: string): string => String(attributeValue(entity, key) ?? otherwise)
  return {id: entity.id, method: said('method', 'ANY'), path: said('path', entity.name)}
}

function byPath(a: ServedEndpoint, b: ServedEndpoint): number {
  return (
    compareText(a.path.toLowerCase(), b.path.toLowerCase()) ||
    compareText(a.path, b.path) ||
    compareText(a.method, b.method) ||
    compareText(a.component, b.component) ||
    compareText(a.id, b.id)
  )
}
