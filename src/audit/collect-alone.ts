import {UsageError} from '../errors.ts'
import {AwsAccounts} from '../model/settings.ts'
import {auditFolder} from './audit-folder.ts'
import type {Collected} from '../model/collected.ts'
import {checkOrganisationKnown} from './organisation-known.ts'
import {producedBy} from './produced-by.ts'
import type {Progress} from './progress.ts'

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
