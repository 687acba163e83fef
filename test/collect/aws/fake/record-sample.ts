import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {collectAws} from '../../../../src/collect/aws/collect-aws.ts'
import type {Collection} from '../../../../src/collect/aws/collection.ts'
import {withEndpoint} from '../with-endpoint.ts'
import {startFakeAws} from './fake-aws.ts'
import {payer, sampleAccounts} from './sample-accounts.ts'

export const sampleEvidence = 'evidence/ministry-of-space-transport-infrastructure/aws'

/** Looks at the accounts of the sample as `collect aws --costs` does, at one moment, into a folder of evidence. */
export async function recordSample(evidence: string): Promise<Collection> {
  const scratch = mkdtempSync(join(tmpdir(), 'domesday-sample-'))
  const fake = await startFakeAws(sampleAccounts)
  try {
    return await withEndpoint(
      fake.url,
      () =>
        collectAws({
          organisation: 'ministry-of-space-transport-infrastructure',
          sourceId: 'aws',
          role: 'DomesdayAudit',
          externalId: 'msti-audit',
          regions: ['eu-west-2'],
          costs: {tag: 'System', mostRequests: 20, cache: join(scratch, 'paid')},
          evidence,
          journal: join(scratch, 'journal.jsonl'),
          env: {},
          now: () => new Date('2026-11-24T09:00:00Z'),
        }),
      payer,
    )
  } finally {
    await fake.close()
    rmSync(scratch, {recursive: true})
  }
}
