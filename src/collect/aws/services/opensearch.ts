import {z} from 'zod'
import {datastoreIn} from '../../cloud/datastore-in.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

const domainsAtOnce = 5

/** Search domains with their engines: `OpenSearch_2.11`, `Elasticsearch_7.10`. */
export const opensearch = {
  id: 'opensearch',
  name: 'OpenSearch',
  scope: 'regional',
  load: () => import('@aws-sdk/client-opensearch'),
  client: 'OpenSearchClient',
  operations: [
    operation({
      operation: 'ListDomainNames',
      action: 'es:ListDomainNames',
      items: 'DomainNames',
      item: z.object({DomainName: z.string()}),
      sees: () => ({}),
    }),
    operation({
      operation: 'DescribeDomains',
      action: 'es:DescribeDomains',
      after: {operation: 'ListDomainNames', inputs: domainInputs},
      items: 'DomainStatusList',
      redact: ['MasterUserName', 'AccessPolicies'],
      item: z.object({
        ARN: z.string(),
        DomainName: z.string(),
        EngineVersion: z.string().optional(),
        Endpoint: z.string().optional(),
        Endpoints: z.record(z.string(), z.string()).optional(),
      }),
      sees: ({ARN, DomainName, EngineVersion, Endpoint, Endpoints}, place) => {
        const host = Endpoint ?? Object.values(Endpoints ?? {})[0]
        const store = datastoreIn(ARN, place, {name: DomainName, host})
        const [engine, version] = EngineVersion?.split('_') ?? []
        return {
          things: [
            resource(ARN, place, {
              name: DomainName,
              attributes: {engine, engineVersion: version, host: host?.toLowerCase()},
            }),
            store.thing,
          ],
          links: [inAccount(ARN, place), store.link],
          technologies: engine
            ? [ARN, store.thing.id].map((of) => ({of, product: `amazon-${engine.toLowerCase()}`, version}))
            : [],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription

function domainInputs(items: readonly unknown[]) {
  const Domain = z.object({DomainName: z.string()})
  const names = items.flatMap((item) => Domain.safeParse(item).data?.DomainName ?? [])
  return Array.from({length: Math.ceil(names.length / domainsAtOnce)}, (_, at) => ({
    DomainNames: names.slice(at * domainsAtOnce, (at + 1) * domainsAtOnce),
  }))
}
