import type {Node} from 'web-tree-sitter'
import {enclosing} from './around-node.ts'
import {nameInPattern} from './code-alone.ts'
import type {Definition, Syntax} from './syntax.ts'

interface Looking {
  readonly text: string
  readonly root: Node
  readonly syntax: Syntax
}

interface DefinitionFinder {
  /** Where the file itself says what a name is at a place; undefined where it is of another file, or several may say it. */
  readonly definitionOf: (name: string, at: Node) => Definition | undefined
  /** One for two places at which names are the same. */
  readonly placeOf: (at: Node) => string
}

const mostPlaces = 200

/** Where names of a file are said: by what stands around them, where the grammar tells that, else by name alone. */
export function definitionFinder(looking: Looking): DefinitionFinder {
  const {scopes, functions} = looking.syntax
  if (!scopes) return functions ? ofFunctions(looking, functions) : ofTheFile(looking)
  const places = new Map<string, readonly Place[]>()
  const of = (name: string): readonly Place[] => {
    const found = places.get(name) ?? placesOf(looking, name)
    places.set(name, found)
    return found
  }
  return {
    definitionOf: (name, at) => scopedDefinition(name, of(lastOf(name)), at, {syntax: looking.syntax, scopes}),
    placeOf: (at) => `${enclosing(at, scopes)[0]?.startIndex ?? ''}`,
  }
}

function ofTheFile(looking: Looking): DefinitionFinder {
  return {definitionOf: (name) => onlyDefinition(placesOf(looking, lastOf(name))), placeOf: () => ''}
}

/**
 * A bare name is that of the nearest function around it which sets or takes it, else the file's own. What is set on
 * `self` is that of the class; what belongs to another object is told by name alone.
 */
function ofFunctions(looking: Looking, functions: ReadonlySet<string>): DefinitionFinder {
  const bareDefinition = (name: string, at: Node): Definition | undefined => {
    const places = placesOf(looking, name).filter(({node}) => node.type === 'identifier')
    const ownerOf = new Map(places.map(({node}) => [node.id, enclosing(node, functions)[0]?.id]))
    const around = [...enclosing(at, functions).map(({id}) => id), undefined]
    const nearest = around.find((owner) => places.some(({node}) => ownerOf.get(node.id) === owner))
    const seen = places.filter(({node}) => ownerOf.get(node.id) === nearest)
    return seen.length > 0 ? (onlyDefinition(seen) ?? {annotations: []}) : undefined
  }
  const ownDefinition = (name: string, at: Node): Definition | undefined => {
    const type = looking.syntax.typesAround(at)[0]
    const own = placesOf(looking, name, 'self').filter(({node}) => looking.syntax.typesAround(node)[0] === type)
    return own.length > 0 ? (onlyDefinition(own) ?? {annotations: []}) : undefined
  }
  const definitionOf = (name: string, at: Node): Definition | undefined => {
    if (name.includes('.')) return onlyDefinition(placesOf(looking, lastOf(name)))
    if (at.type === 'identifier') return bareDefinition(name, at)
    return (at.type === 'attribute' && ownDefinition(name, at)) || onlyDefinition(placesOf(looking, name))
  }
  return {
    definitionOf,
    placeOf: (at) => `${enclosing(at, functions)[0]?.startIndex ?? ''}${at.type}`,
  }
}

interface Place {
  readonly definition: Definition
  readonly node: Node
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function placesOf({text, root, syntax}: Looking, name: string, object?: 'self'): readonly Place[] {
  if (!/^@{0,2}[A-Za-z_$][\w$]*$/.test(name)) return []
  const before = object ? `(?<=\\b${object}\\.)` : `(?<![\\w$${syntax.scopes ? '' : '.'}])`
  const pattern = new RegExp(`${before}${nameInPattern(name)}(?![\\w$])`, 'g')
  const found: Place[] = []
  let looked = 0
  for (const {index} of text.matchAll(pattern)) {
    looked += 1
    if (looked > mostPlaces) return []
    const node = root.descendantForIndex(index, index + name.length)
    const definition = node && node.endIndex - node.startIndex === name.length ? syntax.definitionAt(node) : undefined
    if (node && definition) found.push({definition, node})
  }
  return found
}

/** Of several declarations only one may say it, and the others be fields or parameters that take it. */
function onlyDefinition(places: readonly Place[]): Definition | undefined {
  const saying = places.filter(({definition: {value, annotations}}) => value || annotations.length > 0)
  return saying.length === 1 ? saying[0]?.definition : undefined
}

interface Scoping {
  readonly syntax: Syntax
  readonly scopes: ReadonlySet<string>
}

/** The declaration that is seen from a place; set once more elsewhere, only a run decides. */
function scopedDefinition(
  name: string,
  places: readonly Place[],
  at: Node,
  {syntax, scopes}: Scoping,
): Definition | undefined {
  const scopeOf = (node: Node): Node | undefined => enclosing(node, scopes)[0]
  const qualifier = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : undefined
  // What hangs on another object is not what this file calls by that name.
  if (qualifier !== undefined && !/^(?:\w+\.)*[A-Z]\w*$/.test(qualifier)) return {annotations: []}
  const declared = places
    .filter(({definition, node}) =>
      definition.isAssigned
        ? false
        : qualifier === undefined
          ? holds(scopeOf(node), at)
          : syntax.typesAround(node)[0] === lastOf(qualifier),
    )
    .map((place) => ({...place, scope: scopeOf(place.node)}))
    .toSorted((a, b) => (b.scope?.startIndex ?? -1) - (a.scope?.startIndex ?? -1))
  const [nearest, next] = declared
  if (!nearest) return undefined
  if (next && next.scope?.id === nearest.scope?.id) return {annotations: []}
  const set = places.filter(
    ({definition, node}) =>
      definition.isAssigned && holds(nearest.scope, node) && isOf(nearest.scope, node, places, scopeOf),
  )
  const {value, annotations} = nearest.definition
  const further = set.filter(({definition}) => definition.value && !takes(definition.value, lastOf(name)))
  if (value || annotations.length > 0) return further.length > 0 ? {annotations: []} : nearest.definition
  return set.length === 1 ? set[0]?.definition : {annotations: []}
}

function holds(scope: Node | undefined, node: Node): boolean {
  return scope === undefined || (scope.startIndex <= node.startIndex && node.endIndex <= scope.endIndex)
}

/** Whether a name that is set is the one of that scope: one declared further inside goes before, but for `this.name`. */
function isOf(
  scope: Node | undefined,
  node: Node,
  places: readonly Place[],
  scopeOf: (node: Node) => Node | undefined,
): boolean {
  if (/^(?:field_access|member_access_expression)$/.test(node.parent?.type ?? '')) return true
  return !places.some(({definition, node: other}) => {
    const inner = definition.isAssigned ? undefined : scopeOf(other)
    return inner !== undefined && inner.id !== scope?.id && holds(scope, inner) && holds(inner, node)
  })
}

/** `this.queue = queue`: what it is set to has its own name, as setters and makers take it. */
function takes(value: Node, name: string): boolean {
  return value.text === name
}
