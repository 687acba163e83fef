import {azureTypes} from './azure-types.ts'
import type {CloudExport, ResourceRead} from './cloud-export.ts'
import {at, textAt} from './fields.ts'

/** Resource Graph as `az graph query`, the portal and the REST API give it, and `az resource list`. */
export const azureExport: CloudExport = {
  provider: 'azure',
  collector: {name: 'azure-export', version: '1.0.0'},
  form: {
    name: 'Resource Graph export',
    lists: ['data', 'value'],
    facts: ['count', 'total_records', 'totalRecords', 'skip_token', '$skipToken', 'resultTruncated', 'nextLink'],
    csv: 'id',
    hint: 'Export it with: az graph query -q "Resources | order by id asc" --first 1000 --output json > azure.json',
  },
  read: (item) => {
    const id = textAt(item, 'id')
    if (!id) return {fault: 'an item has no id, as rows of the table Resources have'}
    if (!/^\/subscriptions\/[^/]+\//i.test(id))
      return /^\/(subscriptions|providers)\//i.test(id) ? 'other' : {fault: `'${id.slice(0, 60)}' is no id of Azure`}
    return resourceOf(item, id)
  },
  gap: (facts, items) => {
    const total = Number(facts.get('total_records') ?? facts.get('totalRecords') ?? Number.NaN)
    if (total > items) return `the export holds ${items} of ${total} resources: the rest is on further pages`
    const more = ['skip_token', '$skipToken', 'nextLink'].find((key) => typeof facts.get(key) === 'string')
    if (more) return `the export names a further page (${more}), which is not in it`
    return String(facts.get('resultTruncated')).toLowerCase() === 'true'
      ? 'the export says that it was cut off'
      : undefined
  },
  notes: [
    'Resource Graph holds resources, not what runs inside machines, nor data: versions are those that their properties state',
  ],
}

/** Azure's ids are one in any case: all are kept in lower case. */
function resourceOf(item: unknown, written: string): ResourceRead {
  const id = written.toLowerCase().replace(/\/+$/, '')
  const type = (textAt(item, 'type') ?? typeOfId(id)).toLowerCase()
  const properties = at(item, 'properties')
  const known =
    typeof properties === 'object' && properties !== null ? (properties as Readonly<Record<string, unknown>>) : {} // it is an object
  const tags = at(item, 'tags')
  return {
    id,
    name: textAt(item, 'name') ?? id.slice(id.lastIndexOf('/') + 1),
    type,
    account: (textAt(item, 'subscriptionId') ?? textAt(item, 'subscriptionid') ?? id.split('/')[2] ?? '').toLowerCase(),
    region: textAt(item, 'location'),
    tags:
      typeof tags === 'object' && tags !== null
        ? Object.entries(tags).map(([key, value]) => ({key, value: String(value ?? '')}))
        : [],
    details: {
      ...(Object.hasOwn(azureTypes, type) && azureTypes[type]?.(known, id)),
    },
  }
}

function typeOfId(id: string): string {
  const [, rest = ''] = id.split('/providers/')
  const [namespace = '', ...parts] = rest.split('/')
  return [namespace, ...parts.filter((_, place) => place % 2 === 0)].join('/')
}
