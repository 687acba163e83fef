import {readFile} from 'node:fs/promises'
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
  const compared = last && EarlierAudit.safeParse(last)
  if (compared?.success === false) return {kept: listOf([now])}
  return {...(compared && {before: compared.data}), kept: listOf([...before, now])}
}

function listOf(audits: EarlierAudits['audits']): EarlierAudits {
  return {schema: 'domesday/earlier-audits@2', audits: audits.slice(-mostKept)}
}

export async function keepHistory(path: string, {kept}: AuditHistory): Promise<void> {
  await writeWhole(path, `${JSON.stringify(kept)}\n`)
}

async function readAudits(path: string): Promise<EarlierAudits['audits']> {
  try {
    const parsed = EarlierAudits.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data.audits : []
  } catch {
    return []
  }
}

function figuresOf(assessments: Assessments, roadmap: Roadmap): EarlierAudit {
  const {asOf} = assessments
  const systems = keptSystems(assessments, roadmap)
  return {sha256: sha256(JSON.stringify([asOf, systems])), asOf, systems}
}
