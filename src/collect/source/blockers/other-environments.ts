import type {BlockerId} from '../../../model/blockers.ts'
import {inProduction} from '../../../model/in-production.ts'
import type {CoverageNote} from '../../../model/inventory.ts'
import {compareText} from '../../../model/json-lines.ts'
import {surelyNamed} from '../../../model/environment-name.ts'
import {environmentOf} from '../settings/settings-files.ts'
import {files} from './blocker-rule.ts'

/** What is as true of a file that production never reads: whoever has the code has the password. */
const anywhere: ReadonlySet<BlockerId> = new Set(['hard-coded-credentials'])

const ofSettings = [files.settings, files.jsonSettings, files.xml, files.terraform]

/** What an environment is called by a word that means other things too. */
const otherNames: ReadonlySet<string> = new Set(['build'])

/**
 * The environment of which alone a file of settings speaks, where that is not production: what stands there is in nobody's
 * way. Undefined where the file is for production or for all, where a word is not known to name an environment, and for
 * what counts wherever it stands.
 */
export function otherEnvironmentOf(path: string, id: BlockerId): string | undefined {
  if (anywhere.has(id) || !ofSettings.some((one) => one.test(path))) return undefined
  const environment = environmentOf(path)
  const isKnown = environment !== undefined && (surelyNamed(environment) !== undefined || otherNames.has(environment))
  return isKnown && !inProduction(environment) ? environment : undefined
}

/** How many places in settings for other environments were left out, by their environments. */
export function otherEnvironmentNotes(environments: readonly string[]): readonly CoverageNote[] {
  if (environments.length === 0) return []
  const names = [...new Set(environments)].toSorted(compareText).join(', ')
  const places = environments.length === 1 ? '1 place' : `${environments.length} places`
  const message = `${places} that would stand in the way of a move: only in settings for other environments than production (${names}), so not counted`
  return [{code: 'other-environment', what: 'blockers', count: environments.length, message}]
}
