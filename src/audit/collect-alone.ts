import {access, rmdir} from 'node:fs/promises'
import {join} from 'node:path'
import {UsageError} from '../errors.ts'
import {londonDate} from '../model/calendar.ts'
import {AwsAccounts, type SourceTree} from '../model/settings.ts'
import {auditFolder} from './audit-folder.ts'
import {collectTree, keptText} from './collect-stage.ts'
import type {Collected} from './count-records.ts'
import {checkOrganisationKnown} from './organisation-known.ts'
import {codeIdentity, producedBy} from './produced-by.ts'
import type {Progress} from './progress.ts'

interface CollectAlone {
  readonly root: string
  readonly tree: SourceTree
  readonly out: string | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Collects one source without a domesday.yaml. */
export async function collectAlone({root, tree, out, progress, signal}: CollectAlone): Promise<Collected> {
  progress.begin('collect source')
  const folder = auditFolder(root)
  const isAudit = await access(join(root, 'domesday.yaml')).then(
    () => true,
    () => false,
  )
  const {summary, changed, path, isResumed, kept} = await collectTree(
    {folder, producedBy: producedBy(), today: londonDate(new Date()), signal, progress, code: codeIdentity()},
    tree,
    {out, journals: isAudit ? 'stay' : 'go'},
  )
  // Elsewhere than in an audit folder nothing stays but what was asked for.
  if (!isAudit) for (const empty of [folder.scans, folder.cache]) await rmdir(empty).catch(() => undefined)
  progress.settle('collect source', isResumed ? `${path}, ${keptText(kept)}` : path, changed ? 'done' : 'unchanged')
  return {inventory: path, ...summary}
}

interface AwsAlone {
  readonly root: string
  readonly source: AwsAccounts
  readonly fresh: boolean
  readonly out: string | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** A source as flags give it. Errors: a UsageError that names every flag that is wrong. */
export function accountsOfFlags(flags: Readonly<Record<string, unknown>>): AwsAccounts {
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  const parsed = AwsAccounts.safeParse({id: 'aws', collect: 'aws', organisation: '', ...given})
  if (parsed.success) return parsed.data
  throw new UsageError('bad-flags', 'Nothing was done.', {
    faults: parsed.error.issues.map(({path, message}) => ({where: flagOf(path), message})),
    hint: 'All flags: domesday collect aws --help',
  })
}

/**
 * Collects accounts of AWS without a domesday.yaml. Errors: a UsageError where there is one, and it does not know the
 * organisation: what was seen would be in no audit.
 */
export async function collectAwsAlone({root, source, fresh, out, progress, signal}: AwsAlone): Promise<Collected> {
  await checkOrganisationKnown(root, source.organisation, progress)
  const {collectAwsSource} = await import('./collect-aws.ts')
  const context = {folder: auditFolder(root), producedBy: producedBy(), signal, progress}
  return collectAwsSource(context, source, {out, fresh})
}

/** `externalId` as `--external-id`. */
function flagOf([name]: readonly PropertyKey[]): string {
  return `--${String(name).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
