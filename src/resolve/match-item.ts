import picomatch from 'picomatch'
import {attributeValues, type Entity} from '../model/entity.ts'
import type {MatchItem} from '../model/settings.ts'

/** Whether a thing is as an item of a rule says: all its keys must hold. */
export function itemTest(item: MatchItem): (entity: Entity) => boolean {
  const tests = Object.entries(item).map(([key, globs]) => ({key, matches: textTest(key, [globs ?? []].flat())}))
  return (entity) => tests.every(({key, matches}) => textsOf(entity, key).some(matches))
}

function textTest(key: string, globs: readonly string[]): (text: string) => boolean {
  if (key !== 'resource') return picomatch([...globs], {dot: true, nocase: key === 'host' || key === 'name'})
  // An id stands for itself, whatever signs are in it; in a pattern of ids a star takes in slashes.
  const ids = new Set(globs)
  const matches = picomatch([...globs], {dot: true, bash: true})
  return (text) => ids.has(text) || matches(text)
}

function textsOf(entity: Entity, key: string): readonly string[] {
  if (key === 'name') return [entity.name]
  if (key === 'path') return pathsOf(entity)
  if (key === 'host')
    return entity.kind === 'host' ? [entity.name, ...attributeValues(entity, 'hostName').map(String)] : []
  if (key === 'resource')
    return entity.kind === 'resource' ? [entity.id, ...attributeValues(entity, 'resourceId').map(String)] : []
  return attributeValues(entity, key).map(String)
}

// As `sources` gives the tree, and without what leads to it from the audit folder: no star takes in `..`, so that `**/web`
// would hold for no tree outside that folder.
function pathsOf(entity: Entity): readonly string[] {
  const written = [...attributeValues(entity, 'path'), ...attributeValues(entity, 'root')].map(String)
  return [...new Set(written.flatMap((path) => [path, path.replace(/^(?:\.{1,2}\/)+/, '')]))]
}
