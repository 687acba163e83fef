import {access} from 'node:fs/promises'
import {join} from 'node:path'
import {UsageError} from '../errors.ts'
import {nearest} from '../model/nearest.ts'
import type {Progress} from './progress.ts'

/**
 * Checks the organisation of flags against the domesday.yaml beside it, where there is one: what came of a misspelt one
 * would be in no audit. Where plugins are listed, one of them may bring it: that is told, and done.
 * Errors: a UsageError with the nearest name; where domesday.yaml is wrong, as reading it.
 */
export async function checkOrganisationKnown(
  root: string,
  organisation: string,
  progress: Pick<Progress, 'note'>,
): Promise<void> {
  const isAudit = await access(join(root, 'domesday.yaml')).then(
    () => true,
    () => false,
  )
  if (!isAudit) return
  const {readSettings} = await import('../settings/read-settings.ts')
  const {organisations, plugins} = (await readSettings(root)).settings
  const ids = organisations.map(({id}) => id)
  if (ids.includes(organisation)) return
  const told = `domesday.yaml has no organisation ${organisation}`
  if (plugins.length > 0) return progress.note(`${told}: no audit counts it unless a plugin brings it`)
  const like = nearest(organisation, ids)
  throw new UsageError('unknown-organisation', `${told}.${like ? ` Did you mean ${like}?` : ''} Nothing was done.`, {
    hint: `It has ${ids.join(', ') || 'none'}: mend --organisation, or add it there.`,
  })
}
