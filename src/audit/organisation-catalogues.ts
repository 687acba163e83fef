import {statedCatalogues, statedDates} from '../lifecycle/stated-dates.ts'
import type {Estate} from '../model/estate.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {ownCatalogues} from '../plugin/contributions.ts'
import type {Plugins} from '../plugin/load-plugins.ts'

/**
 * By organisation, the catalogue of those that have their own: with dates that a cloud's own calendar states in place of
 * the catalogue's, and what the organisation's plugin brings in place of both.
 */
export function organisationCatalogues(
  plugins: Plugins,
  catalogue: Catalogue,
  {entities}: Pick<Estate, 'entities'>,
): ReadonlyMap<string, Catalogue> {
  const stated = statedCatalogues(catalogue, statedDates(entities))
  return new Map([...stated, ...ownCatalogues(plugins, (organisation) => stated.get(organisation) ?? catalogue)])
}
