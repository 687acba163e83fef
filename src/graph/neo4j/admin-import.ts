import {StoreError} from '../../errors.ts'
import {EntityKind} from '../../model/entity.ts'
import type {Estate} from '../../model/estate.ts'
import {labelOfKind, neo4jLabels} from '../../model/graph-schema.ts'
import type {Problem} from '../../model/inventory.ts'
import {relationTypeNames} from '../../model/relation-types.ts'
import {loadScopes} from '../kept-scopes.ts'
import {whole} from './connection.ts'
import {cellsOf, headerOf, type ImportTable, rowsIn, tablesOf} from './import-tables.ts'
import {nodeProperties, type Properties, relationProperties} from './properties.ts'
import {scopesText} from './store-state.ts'
import {graphForm} from './texts.ts'
import {addEntities, addRelations, emptyDraft, type Wanted, wantedOf} from './wanted.ts'

/** Files for `neo4j-admin database import full`, which fills an empty database without a running server. */
export interface AdminImport {
  /** Name and content, piece by piece. */
  readonly files: readonly {readonly name: string; readonly content: Iterable<string>}[]
  /** What the importer is to be told, one a line. */
  readonly arguments: readonly string[]
  readonly nodes: number
  readonly edges: number
  /** What cannot be loaded, and why. */
  readonly problems: readonly Problem[]
}

/** A thing or a relation on its way into a file, with the cells that say where it belongs. */
interface Row {
  readonly places: readonly string[]
  readonly properties: Properties
}

/** Rows that go to one label set or type. */
interface Group {
  readonly argument: string
  readonly name: string
  readonly placeColumns: readonly string[]
  readonly rows: () => Iterable<Row>
}

/** Things by id, as a load into an empty database would write them, so that a load afterwards finds nothing to change. */
export function adminImport({entities, relations, coverage, header}: Estate): AdminImport {
  const observedAt = header.newestObservedAt
  const scopes = loadScopes({coverage, observedAt})
  const draft = emptyDraft(scopes)
  addEntities(draft, entities)
  addRelations(draft, relations)
  const wanted = [...wantedOf(draft).values()]
  const nids = new Map(wanted.map((one, nid) => [one, nid]))
  const counts = relationTypeNames.map((type) => countOf(wanted, type))
  const edges = counts.reduce((sum, count) => sum + count, 0)
  const groups = [
    ...EntityKind.options.map((kind) => thingsOf(kind, wanted, nids)),
    ...relationTypeNames.map((type) => relationsOf(type, wanted, nids)),
    storeOf({
      nodes: wanted.length,
      edges,
      counted: [wanted.length, ...counts].join(),
      observedAt,
      scopes: scopesText(scopes.knownAfter([])),
    }),
  ]
  const needs = needsOf(groups)
  const written = groups.flatMap((group) => filesOf(group, needs.listDelimiter))
  return {
    files: written.map(({name, content}) => ({name, content})),
    arguments: [...written.map(({name, argument}) => `${argument}=${name}`), ...needs.arguments],
    ...{nodes: wanted.length, edges, problems: draft.problems},
  }
}

function countOf(wanted: readonly Wanted[], type: string): number {
  return wanted.reduce((sum, one) => sum + one.relations.filter(({relation}) => relation.type === type).length, 0)
}

type Nids = ReadonlyMap<Wanted, number>

function thingsOf(kind: EntityKind, wanted: readonly Wanted[], nids: Nids): Group {
  return {
    argument: `--nodes=${neo4jLabels.own}:${neo4jLabels.shared}:${labelOfKind(kind)}`,
    name: `things-${kind}`,
    placeColumns: [':ID(thing)'],
    rows: function* () {
      for (const one of wanted) {
        if (one.entity.kind !== kind) continue
        const nid = nids.get(one) ?? -1
        const {digest, out} = one
        yield {places: [String(nid)], properties: {...nodeProperties(one.entity, nid, one.entity), digest, out}}
      }
    },
  }
}

function relationsOf(type: string, wanted: readonly Wanted[], nids: Nids): Group {
  return {
    argument: `--relationships=${type}`,
    name: `relations-${type.toLowerCase().replaceAll('_', '-')}`,
    placeColumns: [':START_ID(thing)', ':END_ID(thing)'],
    rows: function* () {
      for (const from of wanted)
        for (const {relation, to} of from.relations)
          if (relation.type === type)
            yield {
              places: [String(nids.get(from)), String(nids.get(to))],
              properties: relationProperties(relation, relation.scopes),
            }
    },
  }
}

interface StoreFacts {
  readonly nodes: number
  readonly edges: number
  readonly counted: string
  readonly observedAt: string | undefined
  readonly scopes: string
}

/** The node that says what the graph is. It names no estate, so that the next load looks at all, and makes the constraints. */
function storeOf({nodes, edges, counted, observedAt = '', scopes}: StoreFacts): Group {
  const properties = {
    ...{key: 'graph', form: graphForm, state: 'whole', holderName: 'neo4j-admin', estate: '', observedAt, counted},
    ...{nodes: whole(nodes), edges: whole(edges), scopes},
  }
  return {
    argument: `--nodes=${neo4jLabels.store}`,
    name: 'store',
    placeColumns: [':ID(store)'],
    rows: () => [{places: ['graph'], properties}],
  }
}

/** Characters that part the texts of a list, the unit separator first, then those for private use: no text may hold it. */
const listDelimiters = [0x1f, ...Array.from({length: 0x1900}, (_, at) => 0xe000 + at)].map((code) =>
  String.fromCharCode(code),
)
const mayPart = /[\u001f\ue000-\uf8ff]/g
/** What the importer reads at once, in characters; no field may be longer. */
const usualBuffer = 4 << 20

/** What the importer must be told because of what the rows hold. */
function needsOf(groups: readonly Group[]): {readonly listDelimiter: string; readonly arguments: readonly string[]} {
  const used = new Set<string>()
  let hasLines = false
  let longest = 0
  for (const value of valuesOf(groups)) {
    const text = Array.isArray(value) ? value.join('') : typeof value === 'string' ? value : ''
    if (Array.isArray(value)) for (const one of text.match(mayPart) ?? []) used.add(one)
    hasLines ||= /[\r\n]/.test(text)
    longest = Math.max(longest, text.length)
  }
  const listDelimiter = listDelimiters.find((one) => !used.has(one))
  if (listDelimiter === undefined)
    throw new StoreError(
      'no-list-delimiter',
      'Lists in this estate hold every character that could part their texts.',
      {
        hint: 'Load it over Bolt instead: domesday graph load',
      },
    )
  const code = listDelimiter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  const buffer = 2 * longest + 1024
  return {
    listDelimiter,
    arguments: [
      `--array-delimiter=U+${code}`,
      ...(hasLines ? ['--multiline-fields=true'] : []),
      ...(buffer > usualBuffer ? [`--read-buffer-size=${buffer}`] : []),
    ],
  }
}

function* valuesOf(groups: readonly Group[]): Generator<unknown> {
  for (const {rows} of groups) for (const {properties} of rows()) yield* Object.values(properties)
}

function filesOf({argument, name, placeColumns, rows}: Group, listDelimiter: string) {
  function* allProperties(): Generator<Properties> {
    for (const {properties} of rows()) yield properties
  }
  const tables = tablesOf(allProperties())
  const content = function* (table: ImportTable): Generator<string> {
    yield `${[...placeColumns, ...headerOf(table)].join()}\n`
    for (const {places, properties} of rowsIn(table, tables, rows()))
      yield `${[...places, ...cellsOf(table, properties, listDelimiter)].join()}\n`
  }
  return tables.map((table, at) => ({
    ...{argument, name: `${name}${at === 0 ? '' : `-${at + 1}`}.csv`},
    content: content(table),
  }))
}
