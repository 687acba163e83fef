import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import type {Place} from '../service-description.ts'

const severities = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  INFORMATIONAL: 'none',
} as const satisfies Record<string, string>

/** Instances go by their ids, all else by ARNs. */
function subjectOf(id: string, place: Place): string {
  return id.startsWith('i-') ? arnOf('ec2', place, `instance/${id}`) : id
}

/** What Inspector knows to be vulnerable, and what it does not scan. */
export const inspector2 = {
  id: 'inspector2',
  name: 'Inspector',
  scope: 'regional',
  load: () => import('@aws-sdk/client-inspector2'),
  client: 'Inspector2Client',
  operations: [
    operation({
      operation: 'ListFindings',
      action: 'inspector2:ListFindings',
      input: {maxResults: 100, filterCriteria: {findingStatus: [{comparison: 'EQUALS', value: 'ACTIVE'}]}},
      paging: {request: 'nextToken', response: 'nextToken'},
      items: 'findings',
      item: z.object({
        findingArn: z.string(),
        severity: z.string().optional(),
        lastObservedAt: z.date(),
        packageVulnerabilityDetails: z.object({vulnerabilityId: z.string().optional()}).optional(),
        resources: z.array(z.object({id: z.string()})).default([]),
      }),
      sees: ({findingArn, severity = '', lastObservedAt, packageVulnerabilityDetails, resources}, place) => ({
        vulnerabilities: resources.map(({id}) => ({
          subject: subjectOf(id, place),
          at: lastObservedAt,
          identifier: packageVulnerabilityDetails?.vulnerabilityId ?? findingArn,
          known: 1 as const,
          severity: Object.entries(severities).find(([theirs]) => theirs === severity)?.[1],
        })),
      }),
    }),
    operation({
      operation: 'ListCoverage',
      action: 'inspector2:ListCoverage',
      input: {maxResults: 200},
      paging: {request: 'nextToken', response: 'nextToken'},
      items: 'coveredResources',
      notes: notScanned,
      item: z.object({
        resourceId: z.string(),
        lastScannedAt: z.date().optional(),
        scanStatus: z.object({statusCode: z.string().optional()}).optional(),
      }),
      // A scan says that what it did not find was not there on that day.
      sees: ({resourceId, lastScannedAt, scanStatus}, place) =>
        scanStatus?.statusCode === 'ACTIVE' && lastScannedAt
          ? {
              vulnerabilities: [
                {
                  subject: subjectOf(resourceId, place),
                  at: lastScannedAt,
                  known: 0 as const,
                  severity: 'none' as const,
                },
              ],
            }
          : {},
    }),
  ],
} as const satisfies ServiceDescription

/** That nothing is known of these says nothing of them. */
function notScanned(items: readonly unknown[]) {
  const Covered = z.object({scanStatus: z.object({statusCode: z.string(), reason: z.string().optional()})})
  const inactive = items.flatMap((item) => {
    const status = Covered.safeParse(item).data?.scanStatus
    return status?.statusCode === 'INACTIVE' ? [status.reason ?? 'for no stated reason'] : []
  })
  return [...Map.groupBy(inactive, (reason) => reason)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, all]) => ({
      code: 'not-scanned',
      what: reason,
      count: all.length,
      message: `Inspector does not scan ${all.length} ${all.length === 1 ? 'resource' : 'resources'}: ${reason}`,
    }))
}
