import {formatAmount} from '../../model/decimal.ts'
import {criterionIds} from '../../model/criteria.ts'
import type {SystemAssessment} from '../../model/assessment.ts'
import {attributeValue, type Entity} from '../../model/entity.ts'
import {declaredCost} from '../facts/declared-costs.ts'
import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {csvText} from './csv-text.ts'
import {type Cell, safeCell} from './safe-cell.ts'

interface Column {
  readonly name: string
  readonly type: 'string' | 'number' | 'decimal' | 'date'
  readonly of: (system: SystemAssessment, entity: Entity | undefined) => Cell
}

const unknown = 'unknown'

/** The register, one row a system, and its CSVW metadata. */
export function renderRegisterCsv(input: ReportInput): readonly RenderedFile[] {
  const index = indexReport(input)
  const columns = columnsOf(input)
  const rows = index.systems.map((system) => {
    const entity = index.entities.get(system.system)
    return columns.map(({of}) => safeCell(of(system, entity)))
  })
  const content = csvText([columns.map(({name}) => name), ...rows])
  return [
    {path: 'register.csv', content},
    {path: 'register.csv-metadata.json', content: `${JSON.stringify(metadata(columns), null, 1)}\n`},
  ]
}

function columnsOf(input: ReportInput): readonly Column[] {
  const index = indexReport(input)
  const text = (name: string, of: Column['of']): Column => ({name, type: 'string', of})
  const number = (name: string, of: Column['of']): Column => ({name, type: 'number', of})
  return [
    text('id', ({system}) => system),
    text('name', ({name}) => name),
    text('organisation', ({organisation}) => index.organisationName(organisation)),
    text('description', (_, entity) => textOf(entity, 'description')),
    text('owner', (_, entity) => textOf(entity, 'owner')),
    ...criterionIds.flatMap((id) => [
      number(`${id}_low`, ({criteria}) => criteria[id].low),
      number(`${id}_high`, ({criteria}) => criteria[id].high),
    ]),
    ...(['likelihood', 'impact', 'overall'] as const).flatMap((key) => [
      number(`${key}_low`, (system) => system[key].low),
      number(`${key}_high`, (system) => system[key].high),
    ]),
    text('overall_exact_low', ({overall}) => overall.exact.low),
    text('overall_exact_high', ({overall}) => overall.exact.high),
    text('legacy', ({legacy}) => legacy),
    text('red_rated', ({redRated}) => redRated),
    text('hardly_known', ({hardlyKnown}) => (hardlyKnown ? 'yes' : 'no')),
    text('red_on_the_evidence', ({redOnEvidence}) => redOnEvidence ?? ''),
    text('remediation_plan', ({plan}) => known(plan?.exists)),
    text('plan_funded', ({plan}) => known(plan?.funded)),
    {name: 'plan_target_date', type: 'date', of: ({plan}) => plan?.targetDate ?? ''},
    text('disposition', ({system}) => index.dispositions.get(system)?.chosen ?? 'not decided'),
    {
      name: 'declared_cost_gbp_a_year',
      type: 'decimal',
      of: (_, entity) => {
        const amount = declaredCost(entity)
        return amount === undefined ? unknown : formatAmount(amount)
      },
    },
    text('declared_cost_source', (_, entity) => textOf(entity, 'costSource')),
    text('wave', ({system}) => String(index.waveOf.get(system)?.id ?? '')),
  ]
}

function textOf(entity: Entity | undefined, key: string): string {
  const value = entity && attributeValue(entity, key)
  return typeof value === 'string' ? value : ''
}

function known(value: boolean | undefined): string {
  return value === undefined ? unknown : value ? 'yes' : 'no'
}

function metadata(columns: readonly Column[]): object {
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: 'register.csv',
    'dc:description':
      'One row a system. Scores and totals are intervals: low and high are equal where they are settled. Texts are on one line, without control characters and those that turn or hide text; one that a spreadsheet would take for a formula has an apostrophe before it; assessments.json is exact.',
    dialect: {delimiter: ',', header: true, encoding: 'utf-8', lineTerminators: ['\r\n']},
    tableSchema: {primaryKey: 'id', columns: columns.map(columnMetadata)},
  }
}

function columnMetadata({name, type}: Column): object {
  return {name, titles: name, datatype: type, ...(type === 'decimal' && {null: unknown})}
}
