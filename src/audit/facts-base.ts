import {catalogueHash} from '../lifecycle/load-catalogue.ts'
import {statedDates} from '../lifecycle/stated-dates.ts'
import type {Estate} from '../model/estate.ts'
import {sha256} from '../model/ids.ts'
import type {AuditContext} from './context.ts'

/** A key of all that scores come from besides the facts of their system and the date: the program, catalogues, plugins. */
export async function factsBase(
  {code, folder, settings, plugins}: Pick<AuditContext, 'code' | 'folder' | 'settings' | 'plugins'>,
  {entities}: Pick<Estate, 'entities'>,
): Promise<string> {
  return sha256(
    JSON.stringify([
      code,
      await catalogueHash(folder.lifecycle),
      statedDates(entities),
      settings.assess.horizonYears,
      plugins.key,
    ]),
  )
}
