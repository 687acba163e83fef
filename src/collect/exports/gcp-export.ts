import type {CloudExport, ResourceRead} from './cloud-export.ts'
import {at, listAt, textAt} from './fields.ts'
import {gcpTypes} from './gcp-types.ts'

/** Fields of documents that tell of an asset's policies or relationships, in the letters of the API and of exports. */
const besideResources = [
  ['iamPolicy', 'orgPolicy', 'accessPolicy', 'accessLevel', 'servicePerimeter', 'relatedAsset', 'relatedAssets'],
  ['iam_policy', 'org_policy', 'access_policy', 'access_level', 'service_perimeter', 'related_asset', 'related_assets'],
].flat()

/** Cloud Asset Inventory as `gcloud asset export` writes it, a document a line, and as `gcloud asset list` and searches give it. */
export const gcpExport: CloudExport = {
  provider: 'gcp',
  collector: {name: 'gcp-export', version: '1.0.0'},
  form: {
    name: 'Cloud Asset Inventory export',
    lists: [],
    facts: [],
    hint: 'Export it with: gcloud asset list --organization=<id> --content-type=resource --format=json > gcp.json',
  },
  read: (item) => {
    const name = textAt(item, 'name')
    const type = textAt(item, 'assetType') ?? textAt(item, 'asset_type')
    if (!name || !type) return {fault: 'an item has no name and assetType, as assets have'}
    // Policies and relationships of an asset are exported as further documents of its name.
    if (besideResources.some((key) => at(item, key) !== undefined)) return 'other'
    return /^\/\/[a-z0-9.-]+\//.test(name)
      ? resourceOf(item, name, type)
      : {fault: `'${name.slice(0, 60)}' is no full name of an asset`}
  },
  gap: () => undefined,
  notes: [
    'Cloud Asset Inventory holds resources, not what runs inside machines, nor data: versions are those that their properties state',
    'An export does not say whether it covers the whole organisation, a folder or a project',
  ],
}

function resourceOf(item: unknown, name: string, type: string): ResourceRead {
  const data = at(item, 'resource', 'data')
  const known = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {} // it is an object
  const labels =
    at(item, 'labels') ?? at(known, 'labels') ?? at(known, 'settings', 'userLabels') ?? at(known, 'resourceLabels')
  return {
    id: name,
    name:
      textAt(item, 'displayName') ??
      textAt(item, 'display_name') ??
      textAt(known, 'name')?.split('/').at(-1) ??
      name.slice(name.lastIndexOf('/') + 1),
    type,
    account: projectOf(item, name),
    region: textAt(item, 'resource', 'location') ?? textAt(item, 'location'),
    tags:
      typeof labels === 'object' && labels !== null
        ? Object.entries(labels).map(([key, value]) => ({key, value: String(value ?? '')}))
        : [],
    details: {...(Object.hasOwn(gcpTypes, type) && gcpTypes[type]?.(known, name))},
  }
}

/** The project that an asset belongs to: by its name, else by its ancestors, where it stands by its number. */
function projectOf(item: unknown, name: string): string {
  const own = /\/projects\/([^/]+)/.exec(name)?.[1]
  if (own) return own
  const ancestor = [textAt(item, 'project'), ...listAt(item, 'ancestors')].find(
    (one) => typeof one === 'string' && one.startsWith('projects/'),
  )
  return typeof ancestor === 'string' ? ancestor.slice('projects/'.length) : 'no-project'
}
