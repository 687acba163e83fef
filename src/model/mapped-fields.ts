import {type CriterionId, criteria, criterionIds} from './criteria.ts'
import {DispositionName} from './roadmap.ts'

/** How the cells of a field are read. */
export type FieldKind =
  | {readonly reads: 'text' | 'id' | 'reference' | 'date' | 'money' | 'yes-no'}
  | {readonly reads: 'number'; readonly least: number; readonly most?: number; readonly whole?: boolean}
  | {readonly reads: 'choice'; readonly of: readonly string[]}
  | {readonly reads: 'product' | 'version'}
  /** Several in one cell. */
  | {readonly reads: 'texts' | 'references' | 'services' | 'hosts' | 'technologies'}

export interface MappedField {
  readonly kind: FieldKind
  /** Words that people head such a column with, lower case. */
  readonly synonyms: readonly string[]
  /** Words that may mean it, and something else too. */
  readonly looseSynonyms?: readonly string[]
}

/** Kinds of fields that several columns fill together. */
export const listKinds: ReadonlySet<string> = new Set(['texts', 'references', 'services', 'hosts', 'technologies'])

const mostTechnologies = 5

const text = (...synonyms: readonly string[]): MappedField => ({kind: {reads: 'text'}, synonyms})
const date = (...synonyms: readonly string[]): MappedField => ({kind: {reads: 'date'}, synonyms})
const yesNo = (...synonyms: readonly string[]): MappedField => ({kind: {reads: 'yes-no'}, synonyms})
const choice = (of: readonly string[], ...synonyms: readonly string[]): MappedField => ({
  kind: {reads: 'choice', of},
  synonyms,
})
const number = (least: number, ...synonyms: readonly string[]): MappedField => ({
  kind: {reads: 'number', least},
  synonyms,
})

/** Fields of a declared system that a column can fill, by their path in the declared inventory. */
export const mappedFields: Readonly<Record<string, MappedField>> = {
  id: {
    kind: {reads: 'id'},
    synonyms: ['system id', 'app id', 'application id', 'asset id', 'reference', 'ref', 'ci number'],
  },
  name: text(
    'system',
    'system name',
    'application',
    'application name',
    'app',
    'app name',
    'title',
    'asset',
    'asset name',
    'it system',
    'ci name',
  ),
  description: text('purpose', 'summary', 'what it does', 'business purpose', 'details'),
  owner: text(
    'business owner',
    'system owner',
    'service owner',
    'owning team',
    'information asset owner',
    'sro',
    'directorate',
    'business area',
  ),
  supports: {
    kind: {reads: 'services'},
    synonyms: ['service', 'services', 'business service', 'services supported', 'citizen service'],
  },
  technologies: {
    kind: {reads: 'technologies'},
    synonyms: [
      ...[
        'technology',
        'tech stack',
        'built with',
        'platform',
        'software',
        'technology stack',
        'technologies used',
        'tech',
      ],
      ...['database', 'db', 'dbms', 'operating system', 'os', 'middleware', 'application server', 'web server'],
      ...['programming language', 'framework', 'runtime'],
    ],
  },
  ...Object.fromEntries(
    Array.from({length: mostTechnologies}, (_, at) => `technologies.${at + 1}`).flatMap(
      (path): [string, MappedField][] => [
        [
          `${path}.product`,
          {kind: {reads: 'product'}, synonyms: path.endsWith('1') ? ['product', 'vendor product'] : []},
        ],
        [`${path}.version`, {kind: {reads: 'version'}, synonyms: []}],
        [`${path}.environment`, text()],
        [`${path}.extendedSupportUntil`, date()],
      ],
    ),
  ),
  hosts: {kind: {reads: 'hosts'}, synonyms: ['host', 'server', 'servers', 'host name', 'server name', 'hostname']},
  partOf: {kind: {reads: 'reference'}, synonyms: ['part of', 'parent', 'parent system', 'parent application']},
  dependsOn: {
    kind: {reads: 'references'},
    synonyms: ['depends on', 'dependencies', 'upstream systems', 'interfaces with', 'relies on'],
  },
  dependantsComplete: yesNo('all dependants listed'),
  'migration.disposition': choice(
    DispositionName.options,
    'disposition',
    'treatment',
    'strategy',
    'migration strategy',
    '7 rs',
    '6 rs',
  ),
  'migration.by': text('decided by'),
  'migration.date': date('decision date'),
  'migration.reason': text('reason for disposition'),
  'migration.weeks': {
    kind: {reads: 'number', least: 1, most: 520, whole: true},
    synonyms: ['migration weeks', 'weeks to migrate'],
  },
  'contract.supplier': text('supplier', 'vendor', 'contractor', 'supplier name'),
  'contract.ends': {
    kind: {reads: 'date'},
    synonyms: [
      ...['contract end', 'contract end date', 'contract expiry', 'contract expiry date', 'expiry date'],
      ...['contract expires', 'end of contract', 'contract ends'],
    ],
    looseSynonyms: ['expiry', 'expires', 'expires on', 'expiration', 'expiration date', 'renewal date'],
  },
  'contract.replacement': choice(
    ['none', 'planned', 'signed', 'not-needed'],
    'replacement contract',
    'contract replacement',
  ),
  'people.needed': number(0, 'people needed', 'staff needed', 'fte needed'),
  'people.have': number(0, 'people in post', 'staff in post', 'fte in post', 'support staff'),
  'people.leavingWithin12Months': number(0, 'leavers', 'people leaving', 'leaving within 12 months'),
  'vulnerabilities.assessed': date(
    'vulnerability scan date',
    'last scanned',
    'last scan',
    'last pen test',
    'last it health check',
  ),
  'vulnerabilities.known': {
    kind: {reads: 'number', least: 0, whole: true},
    synonyms: ['known vulnerabilities', 'open vulnerabilities', 'vulnerabilities'],
  },
  'vulnerabilities.highestSeverity': choice(
    ['critical', 'high', 'medium', 'low', 'none'],
    'highest severity',
    'worst vulnerability',
  ),
  'cost.annualRunGbp': {
    kind: {reads: 'money'},
    synonyms: [
      ...['annual cost', 'annual run cost', 'run cost', 'running cost', 'annual running cost', 'cost', 'cost per year'],
      ...['yearly cost', 'annual cost gbp', 'cost per annum', 'cost pa', 'cost p a', 'run costs', 'running costs'],
    ],
    looseSynonyms: ['annual spend', 'annual charge', 'opex', 'costs', 'total cost'],
  },
  'cost.source': text('cost source', 'source of cost'),
  'plan.exists': yesNo('plan exists', 'remediation plan', 'has plan'),
  'plan.funded': yesNo('funded', 'plan funded', 'funding agreed'),
  'plan.targetDate': date(
    'target date',
    'planned retirement',
    'retirement date',
    'remediation date',
    'decommission date',
  ),
  'plan.estimatedCostChangePercent': {
    kind: {reads: 'number', least: -100},
    synonyms: ['estimated cost change', 'cost change percent'],
  },
  'use.lastUsed': date('last used', 'last used date'),
  'use.retentionDuty': yesNo('retention duty', 'records to be kept'),
  'hosting.kind': choice(
    ['on-premises', 'hypervisor', 'mainframe', 'desktop', 'cloud', 'saas'],
    'hosting',
    'hosting type',
    'hosting model',
    'hosted',
  ),
  'hosting.exitBy': date('hosting exit', 'hosting exit date', 'data centre exit'),
  meetsNeeds: choice(['yes', 'partly', 'no'], 'meets needs', 'meets user needs', 'fit for purpose'),
  lifeYears: number(0, 'life left', 'expected life', 'years of life left'),
  coveredBy: text('covered by', 'common platform'),
  classification: choice(['OFFICIAL', 'SECRET', 'TOP SECRET'], 'security classification', 'data classification'),
  blockers: {kind: {reads: 'texts'}, synonyms: ['blocker', 'migration blockers', 'constraints']},
  'scores.assessor': text('assessor', 'assessed by', 'scored by'),
  'scores.date': date('assessment date', 'date assessed', 'scored on'),
  ...Object.fromEntries(criterionIds.map((id): [string, MappedField] => [`scores.${id}`, score(id)])),
}

function score(id: CriterionId): MappedField {
  const {maximum, name} = criteria[id]
  return {
    kind: {reads: 'number', least: 1, most: maximum, whole: true},
    synonyms: [id.toLowerCase(), `${id.toLowerCase()} score`, name.toLowerCase()],
  }
}
