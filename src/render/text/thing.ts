import {keyWords} from '../../model/key-words.ts'
import type {AboutThing, ThingAttribute, ThingNeighbour, ThingRelation} from '../../model/explanation.ts'
import {neighbourRoles} from '../../model/program-neighbours.ts'
import {placesByFile} from '../facts/evidence-places.ts'
import {valueText} from '../facts/value-words.ts'
import {cleanText, fit, wrap} from './clean.ts'
import {endpointLines} from './endpoints.ts'

const mostPlaces = 2
const mostRelations = 40
const mostOperations = 3
const width = 80

/** Everything that is known of a thing, in 80 columns. */
export function renderThing(thing: AboutThing): string {
  const {
    id,
    kind,
    name,
    attributes,
    within,
    serves,
    needs,
    neededBy,
    neighbours,
    calledLikeIt = [],
    names,
    namedBy,
    conflicts,
  } = thing
  return [
    `${fit(name, width - kind.length - 1)} ${kind}`,
    cleanText(id),
    ...section('What is known', attributes.flatMap(attributeLines)),
    ...section(
      'Part of',
      within.length > 0 ? neighbourLines(within) : kind === 'component' ? ['  no system that is known'] : [],
    ),
    ...endpointLines(serves, false, '--json'),
    ...(neighbours
      ? neighbours.flatMap(({role, members}) => section(neighbourRoles[role], neighbourLines(members)))
      : [...section('Needs', relationLines(needs)), ...section('Needed by', relationLines(neededBy))]),
    ...section('Called by a name that this or another may have', neighbourLines(calledLikeIt)),
    ...section('Named in it, not seen called', relationLines(names)),
    ...section('Named, not seen called, by', relationLines(namedBy)),
    ...section(
      'Sources disagree',
      conflicts.flatMap((message) => wrap(message, width - 2).map((line) => `  ${line}`)),
    ),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['', title, ...lines] : []
}

function attributeLines({attribute, value, state, places, seenAt, seenBy}: ThingAttribute): readonly string[] {
  const said = state === undefined ? valueText(value ?? null) : state.replace('-', ' ')
  const [first = '', ...more] = wrap(said, width - 24)
  return [
    `  ${fit(keyWords(attribute), 20)}  ${first}`,
    ...more.map((line) => ' '.repeat(24) + line),
    ...placeLines(places, seenAt),
    ...seenByLines(seenBy),
  ]
}

function neighbourLines(members: readonly ThingNeighbour[]): readonly string[] {
  return relationLines(members.map(({what, via, ...relation}) => ({...relation, type: what, by: via && `by ${via}`})))
}

interface RelationLine extends Omit<ThingRelation, 'type'> {
  readonly type: string
  readonly by?: string | undefined
}

function relationLines(relations: readonly RelationLine[]): readonly string[] {
  const lines = relations
    .slice(0, mostRelations)
    .flatMap(({type, name, certainty, by, how, operations, environment, places, seenBy}) => [
      `  ${fit(type, 14)}  ${fit(name, width - 18 - certainty.length - 1)} ${certainty}`,
      ...[by, how, operationWords(operations), environment && `not in production: ${environment}`].flatMap((text) =>
        text ? wrap(text, width - 18).map((line) => ' '.repeat(18) + line) : [],
      ),
      ...placeLines(places),
      ...seenByLines(seenBy),
    ])
  const rest = relations.length - mostRelations
  return rest > 0 ? [...lines, `  and ${rest} more: --json lists them all`] : lines
}

/** The first of what is called, and how many more. */
function operationWords(operations: readonly string[] = []): string {
  const rest = operations.length > mostOperations ? ` and ${operations.length - mostOperations} more` : ''
  return `${operations.slice(0, mostOperations).join(', ')}${rest}`
}

/** The scanner of a plugin that says so, in full. */
function seenByLines(scanners: readonly string[] = []): readonly string[] {
  return scanners.flatMap((scanner) =>
    wrap(`seen by ${scanner}`, width - 18).map((line) => ' '.repeat(18) + cleanText(line)),
  )
}

/** The first places, those of one file and day together, with the day where it is known. */
function placeLines(places: readonly string[], seenAt: ThingAttribute['seenAt'] = {}): readonly string[] {
  const byDay = Map.groupBy(places.slice(0, mostPlaces), (place) =>
    Object.hasOwn(seenAt, place) ? seenAt[place]?.slice(0, 10) : undefined,
  )
  const lines = [...byDay].flatMap(([day, own]) =>
    placesByFile(own).map((place) =>
      [' '.repeat(18) + cleanText(place), ...(day === undefined ? [] : [day])].join(', '),
    ),
  )
  const rest = places.length - mostPlaces
  return rest > 0 ? [...lines, `${' '.repeat(18)}and ${rest} more ${rest === 1 ? 'place' : 'places'}`] : lines
}
