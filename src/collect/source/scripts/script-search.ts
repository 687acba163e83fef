import type {Site} from '../languages/library.ts'
import {type ThingReader, thingReader} from './follow-things.ts'
import {globals} from './libraries/http.ts'
import {libraryOf} from './libraries/all-libraries.ts'
import {type CallLike, classAround, type Names, namesOf, type Node, type TypeScript} from './names.ts'
import type {ExportedThing, Given} from './script-scan.ts'
import {siteOfCall, siteOfPlain} from './sites.ts'
import type {Thing} from './things.ts'
import {type ValueReader, valueReader} from './values.ts'
import type * as Morph from 'ts-morph'

/** A file that facts are looked for in, with what its names and expressions stand for. */
export interface ScriptSearch {
  readonly ts: TypeScript
  readonly path: string
  readonly names: Names
  readonly given: Given
  readonly values: ValueReader
  readonly thingOf: ThingReader['thingOf']
  /** The client that a function of the file gives back. */
  readonly givenBackBy: ThingReader['givenBackBy']
  readonly follower: ThingReader['follower']
  /** With other arguments than its own, where they are given. */
  readonly siteOf: (call: CallLike, thing: Thing, argumentsGiven?: readonly Node[]) => Site
  readonly lineOf: (node: Node) => number
  /** By specifier, the names of other modules that would say more. */
  readonly wants: ReadonlyMap<string, ReadonlySet<string>>
  readonly want: (specifier: string, name: string) => void
  /** By specifier, the names of other modules that are called for what they give. */
  readonly calls: ReadonlyMap<string, ReadonlySet<string>>
}

export function scriptSearch(ts: TypeScript, path: string, source: Morph.ts.SourceFile, given: Given): ScriptSearch {
  const names = namesOf(ts, source)
  const [wants, calls] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  const addTo =
    (names: Map<string, Set<string>>) =>
    (specifier: string, name: string): void =>
      void names.set(specifier, (names.get(specifier) ?? new Set<string>()).add(name))
  const want = addTo(wants)
  const isKnown = (specifier: string): boolean => libraryOf(specifier) !== undefined
  const values = valueReader({ts, names, given, isKnown, want})
  const lineOf = (node: Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  const siteOf = (call: CallLike, thing: Thing, argumentsGiven?: readonly Node[]): Site => {
    const isType = thing.type !== '' && thing.before.length === 0
    const name = thing.method ?? (isType ? thing.type : calledName(ts, call))
    const own = argumentsGiven ?? argumentsOf(ts, call)
    const site = siteOfCall(ts, values, own, {name, line: lineOf(calleeName(ts, call)), before: thing.before})
    return {
      ...site,
      ...decoration({ts, siteOf, thingOf}, call),
      get after() {
        return namesAfter(ts, call)
      },
    }
  }
  const {thingOf, givenBackBy, follower} = thingReader({
    ...{ts, names, given, libraryOf, globals, siteOf, restored},
    wantCall: addTo(calls),
    textOf: (node) => {
      const value = values.valueOf(node as Parameters<ValueReader['valueOf']>[0]) // names and arguments are expressions
      return value && 'literal' in value ? value.literal : undefined
    },
  })
  return {ts, path, names, given, values, thingOf, givenBackBy, follower, siteOf, lineOf, wants, want, calls}
}

function argumentsOf(ts: TypeScript, call: CallLike): readonly Node[] {
  return ts.isTaggedTemplateExpression(call) ? [call.template] : [...(call.arguments ?? [])]
}

/** The last name of what is called: where the call stands in its chain. */
function calleeName(ts: TypeScript, call: CallLike): Node {
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression
  return ts.isPropertyAccessExpression(callee) ? callee.name : call
}

function calledName(ts: TypeScript, call: CallLike): string {
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text
  return ts.isIdentifier(callee) ? callee.text : ''
}

/** What a module that is given made with a library. */
function restored({package: name, type, before, own}: ExportedThing): Thing | undefined {
  const library = libraryOf(name)
  const sites: Site[] = []
  for (const call of before.toReversed()) sites.unshift(siteOfPlain(call, [...sites]))
  return library && {library, type, before: sites, ...(own && {own})}
}

/** The names of the methods that are called on what a call gives, the nearest first. */
function namesAfter(ts: TypeScript, call: Node): readonly string[] {
  const found: string[] = []
  let at = call
  for (let steps = 0; steps < 100; steps += 1) {
    const {parent} = at
    if (ts.isPropertyAccessExpression(parent) && parent.expression === at && ts.isCallExpression(parent.parent)) {
      found.push(parent.name.text)
      at = parent.parent
    } else if (ts.isParenthesizedExpression(parent) || ts.isAwaitExpression(parent)) at = parent
    else return found
  }
  return found
}

/** What stands beside and around a call that is a decorator. */
function decoration(
  {ts, siteOf, thingOf}: Pick<ScriptSearch, 'ts' | 'siteOf' | 'thingOf'>,
  call: CallLike,
): Partial<Pick<Site, 'on' | 'beside' | 'around'>> {
  const decorator = call.parent
  if (!decorator || !ts.isDecorator(decorator)) return {}
  const on = decorator.parent
  const first = (node: Node | undefined, name: string): Site | undefined => {
    for (const other of node && ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : []) {
      const own = other.expression
      if (!ts.isCallExpression(own) || calledName(ts, own) !== name) continue
      return siteOf(own, thingOf(own.expression) ?? {library: globals, type: name, before: []})
    }
    return undefined
  }
  return {
    on: ts.isClassLike(on) ? 'type' : 'member',
    beside: (name) => first(on, name),
    around: (name) => first(classAround(ts, on.parent), name),
  }
}
