import {readFile} from 'node:fs/promises'
import {z} from 'zod'
import type {Assessments} from '../model/assessment.ts'
import {EarlierAudit, EarlierAudits, keptSystems} from '../model/earlier-audit.ts'
import {sha256} from '../model/ids.ts'
import type {Roadmap} from '../model/roadmap.ts'
import {writeWhole} from '../model/write-whole.ts'

/** So many audits are kept: enough that a look at another date does not push the last real one out. */
const mostKept = 4

export interface AuditHistory {
  /** The last audit that found something else, as of the same date or an earlier one. */
  readonly before?: EarlierAudit
  /** With this audit as the newest. */
  readonly kept: EarlierAudits
}

/** The audits of a folder before this one. What cannot be read is no history: a first audit says nothing of change. */
export async function auditHistory(
  path: string,
  {assessments, roadmap}: {readonly assessments: Assessments; readonly roadmap: Roadmap},
): Promise<AuditHistory> {
  const audits = await readAudits(path)
  const now = figuresOf(assessments, roadmap)
  const before = audits.at(-1)?.sha256 === now.sha256 ? audits.slice(0, -1) : audits
  const last = before.findLast(({asOf, sha256: hash}) => asOf <= now.asOf && hash !== now.sha256)
  if (last && !EarlierAudit.safeParse(last).success) return {kept: historyOf([now])}
  return {
    ...(last && {before: last}),
    kept: historyOf([...before, now]),
  }
}

function historyOf(audits: readonly EarlierAudit[]): EarlierAudits {
  return {schema: 'domesday/earlier-audits@2', audits: audits.slice(-mostKept)}
}

export async function keepHistory(path: string, {kept}: AuditHistory): Promise<void> {
  await writeWhole(path, `${JSON.stringify(kept)}\n`)
}

async function readAudits(path: string): Promise<readonly EarlierAudit[]> {
  try {
    const parsed = KeptAudits.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data.audits : []
  } catch {
    return []
  }
}

/** An audit with the systems that it says it has; those are looked at where they are compared with, since there are many. */
const KeptAudit = EarlierAudit.extend({systems: z.custom<EarlierAudit['systems']>(Array.isArray)})
const KeptAudits = EarlierAudits.extend({audits: z.array(KeptAudit).readonly()})

function figuresOf(assessments: Assessments, roadmap: Roadmap): EarlierAudit {
  const {asOf} = assessments
  const systems = keptSystems(assessments, roadmap)
  return {sha256: sha256(JSON.stringify([asOf, systems])), asOf, systems}
}
