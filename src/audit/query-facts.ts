import type {QueryFacts} from '../graph/named-queries/ask-named.ts'
import {cycleFinder} from '../lifecycle/find-cycle.ts'
import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import type {Assessments} from '../model/assessment.ts'
import {attributeValue, type Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {assessStage} from './assess-stage.ts'
import type {AuditContext} from './context.ts'
import {organisationCatalogues} from './organisation-catalogues.ts'

/** What named queries need beside the graph: this audit's ratings, and the ends of support and of contracts. */
export async function queryFacts(context: AuditContext, estate: Estate): Promise<QueryFacts> {
  const catalogue = await loadCatalogue(context.folder.lifecycle)
  return {
    asOf: context.asOf,
    ratings: ratings(await assessStage(context, estate)),
    support: supportEnds(estate.entities, catalogue, organisationCatalogues(context.plugins, catalogue, estate)),
    contracts: estate.contracts
      .filter(({ends}) => ends !== undefined)
      .map(({id, system, ends = '', replacement = 'not known'}) => ({contract: id, system, ends, replacement})),
  }
}

/** A system of which hardly anything is known could be red, and is counted apart as in the report. */
function ratings({systems}: Assessments): QueryFacts['ratings'] {
  return systems.map(({system, redRated, hardlyKnown, legacy, overall}) => ({
    ...{system, red: redRated !== 'yes' && hardlyKnown ? 'hardly-known' : redRated, legacy},
    ...{low: overall.low, high: overall.high},
  }))
}

/**
 * The day on which ordinary support of each technology ends, by the catalogue of its organisation: of several releases
 * that it may be the earliest; `ended` where that day is not told. One whose support has no end that is known has no row.
 */
export function supportEnds(
  entities: readonly Entity[],
  catalogue: Catalogue,
  ownCatalogues: ReadonlyMap<string, Catalogue>,
): QueryFacts['support'] {
  const finders = new Map([catalogue, ...ownCatalogues.values()].map((one) => [one, cycleFinder(one)]))
  return entities.flatMap((technology) => {
    if (technology.kind !== 'technology') return []
    const find = finders.get(ownCatalogues.get(technology.organisation) ?? catalogue)
    const version = attributeValue(technology, 'version')
    const found = find?.(
      String(attributeValue(technology, 'product') ?? technology.name),
      version === undefined ? undefined : String(version),
    )
    const ends = (found?.matches ?? []).flatMap(({cycle}) => cycle.endOfLife ?? []).filter((end) => end !== 'none')
    const earliest = ends.includes('ended') ? 'ended' : ends.toSorted()[0]
    return earliest === undefined ? [] : [{technology: technology.id, ends: earliest}]
  })
}
