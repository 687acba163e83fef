import {at, listAt, textAt} from '../../exports/fields.ts'
import type {Finding, Scan, ScanKind} from '../scan.ts'

/** SARIF 2.1: results by rules whose ids are those of vulnerabilities. It names no packages, so a target must be stated. */
export const sarif: ScanKind = {
  id: 'sarif',
  name: 'SARIF',
  read: ({value}) =>
    Array.isArray(at(value, 'runs')) && (textAt(value, 'version') ?? '').startsWith('2.') ? scanOf(value) : undefined,
}

const vulnerabilityId = /\b(CVE-\d{4}-\d{4,}|GHSA(?:-\w{4}){3})\b/

function scanOf(value: unknown): Scan {
  const findings: Finding[] = []
  let others = 0
  const names = new Set<string>()
  const ends = new Set<string>()
  listAt(value, 'runs').forEach((run, number) => {
    names.add(textAt(run, 'tool', 'driver', 'name') ?? 'a tool without a name')
    for (const invocation of listAt(run, 'invocations')) ends.add(textAt(invocation, 'endTimeUtc') ?? '')
    const rules = new Map(listAt(run, 'tool', 'driver', 'rules').map((rule) => [textAt(rule, 'id') ?? '', rule]))
    listAt(run, 'results').forEach((result, index) => {
      const rule = textAt(result, 'ruleId') ?? ''
      const identifier = vulnerabilityId.exec(rule)?.[0]
      if (identifier === undefined) others += 1
      else
        findings.push({
          place: `#/runs/${number}/results/${index}`,
          identifier,
          aliases: [],
          fixedIn: [],
          ...severityOf(at(rules.get(rule), 'properties', 'security-severity')),
          ...(listAt(result, 'suppressions').length > 0 && {status: 'not-affected', justification: 'suppressed'}),
        })
    })
  })
  const made = [...ends].filter(Boolean).toSorted().at(-1)
  return {
    scanner: [...names].join(' and '),
    ...(made !== undefined && {made}),
    findings,
    packages: [],
    // A tool that looks for other things too does not say whether it looked for these.
    isAssessment: findings.length > 0,
    faults: [],
    others: others > 0 ? [{what: 'results of other rules', count: others}] : [],
  }
}

function severityOf(score: unknown): Pick<Finding, 'severity'> {
  const number = Number(score)
  if (score === undefined || Number.isNaN(number)) return {}
  return {severity: number >= 9 ? 'critical' : number >= 7 ? 'high' : number >= 4 ? 'medium' : 'low'}
}
