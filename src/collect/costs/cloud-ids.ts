import {entityId, sha256, slugOf} from '../../model/ids.ts'

const providers: Readonly<Record<string, string>> = {
  'amazon web services': 'aws',
  amazon: 'aws',
  'microsoft azure': 'azure',
  microsoft: 'azure',
  'google cloud platform': 'gcp',
  'google cloud': 'gcp',
  google: 'gcp',
  'oracle cloud infrastructure': 'oci',
  oracle: 'oci',
}

/** One word for a provider, however a bill names it: `aws` for `Amazon Web Services`. */
export function providerSlug(name: string): string {
  const words = name
    .trim()
    .toLowerCase()
    .replace(/,? (inc|llc|ltd|limited|corporation)\.?$/, '')
  return Object.hasOwn(providers, words) ? (providers[words] ?? '') : slugOf(words)
}

/** The id of an account's entity. Where the slug would not tell two accounts apart, a hash does. */
export function accountEntityId(organisation: string, provider: string, account: string): string {
  const slug = providerSlug(provider)
  // Azure's ids are one in any case.
  const name = `${slug}-${slug === 'azure' ? account.toLowerCase() : account}`
  return entityId('account', organisation, slugOf(name) === name ? name : `${name.slice(0, 60)}-${markOf(account)}`)
}

/** ARN, path of Azure, full name of Google Cloud, OCID: an id that is the only one of its kind in the world. */
const fullId = /^(arn:[^:]*:|\/|ocid1\.|[a-z0-9-]+\.googleapis\.com\/)/i

/**
 * The id of a resource's entity: the provider's own where it is a full one, verbatim. A bare one, as `i-0abc` or the
 * name of a bucket, may stand in two accounts, and stands after the account.
 */
export function resourceEntityId(organisation: string, provider: string, account: string, resource: string): string {
  if (/^\/subscriptions\//i.test(resource)) return resource.toLowerCase()
  return fullId.test(resource)
    ? resource
    : `resource:${organisation}/${providerSlug(provider)}-${slugOf(account)}-${markOf(account)}#${resource}`
}

/** What stands last in an id, as a name for people. */
export function nameOfResource(resource: string): string {
  return resource.split(/[/:]/).findLast((part) => part !== '') ?? resource
}

function markOf(text: string): string {
  return sha256(text).slice(0, 8)
}
