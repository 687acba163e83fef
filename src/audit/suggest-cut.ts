import {nearestSystem} from '../assess/explain.ts'
import {UsageError} from '../errors.ts'
import {suggestCut} from '../graph/suggest-cut.ts'
import type {ApplicationCut} from '../model/application-cut.ts'
import type {Estate} from '../model/estate.ts'
import {lookupOf} from '../model/program-neighbours.ts'
import {isProgramPart} from '../model/program-parts.ts'
import {placesInOrder} from '../render/facts/evidence-places.ts'
import {renderCut} from '../render/text/application-cut.ts'

/**
 * How a system could be cut into groups, as data and in 80 columns. Errors: a UsageError where no one system is meant, and
 * where it has too few programs to be cut.
 */
export function cutOfSystem(estate: Estate, text: string): {readonly cut: ApplicationCut; readonly text: string} {
  const {system, suggestions} = nearestSystem(estate, text)
  if (system === undefined)
    throw new UsageError('no-such-system', `No one system in the estate is called '${text}'.`, {
      hint:
        suggestions.length > 0 ? `Did you mean ${suggestions.join(', or ')}?` : 'domesday assess lists all systems.',
    })
  const lookup = lookupOf(estate.entities, estate.relations)
  const cut = suggestCut(lookup, system)
  if (cut === undefined)
    throw new UsageError('nothing-to-cut', `${system} has too few programs and jobs to be cut into groups.`, {
      hint: 'domesday explain <program> shows what is around each.',
    })
  const evidence = new Map(estate.evidence.map((item) => [item.id, item]))
  const nameOf = (id: string): string => lookup.entities.get(id)?.name ?? id
  return {cut, text: renderCut(cut, {nameOf, placesOf: (ids) => placesInOrder({evidence}, ids)})}
}

/** The cut of every system that has programs enough, by its id. */
export function cutsOf({entities, relations}: Estate): ReadonlyMap<string, ApplicationCut> {
  if (!entities.some(isProgramPart)) return new Map()
  const lookup = lookupOf(entities, relations)
  const systems = entities.filter(({kind}) => kind === 'system')
  return new Map(
    systems.flatMap(({id}) => {
      const cut = suggestCut(lookup, id)
      return cut ? [[id, cut] as const] : []
    }),
  )
}
