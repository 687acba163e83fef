import type {Check} from '../model/check.ts'

/** Tries what a collection needs of AWS: the credentials here, and the roles that domesday.yaml names. Never throws. */
export async function checkAws(root: string): Promise<readonly Check[]> {
  const [{checkAccess}, {readSettings}] = await Promise.all([
    import('../collect/aws/check-access.ts'),
    import('../settings/read-settings.ts'),
  ])
  const sources = await readSettings(root).then(
    ({settings}) => settings.sources,
    () => [],
  )
  const roles = sources.flatMap((source) =>
    'collect' in source && source.collect === 'aws' && source.role !== undefined
      ? [{accounts: source.accounts, role: source.role, externalId: source.externalId}]
      : [],
  )
  return checkAccess({env: process.env, roles, now: () => new Date()})
}
