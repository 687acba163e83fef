import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import {nodesOf} from '../connections.ts'
import type {Fact, TypeServed, Value} from '../fact.ts'
import type {FileRead} from '../language-scanner.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import {blocksAround, callOf, methodName} from './calls.ts'

interface Mounting {
  readonly path: string
  readonly text: string
  readonly root: Node
  readonly readValue: ReadValue
}

const mostPlaces = 20
const around = new Set(['class', 'module'])
const application = /^(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*(?:\.(?:new|freeze|app))*$/

/** The class that a node stands in, with the modules around it: `Api.App`. */
export function classAround(node: Node): string | undefined {
  const names = enclosing(node, around).map((one) => one.childForFieldName('name')?.text ?? '')
  return names.length > 0 ? names.toReversed().join('::').split('::').filter(Boolean).join('.') : undefined
}

/** Below which paths Rack and Rails put applications: `map '/bell' do run BellApp end`, `mount BellApp => '/bell'`. */
export function applicationsMounted({text, root, readValue, path}: Mounting): readonly TypeServed[] {
  const said = (name: string, base: Value, node: Node): readonly TypeServed[] => {
    if (!application.test(name) || !('literal' in base)) return []
    const gives = name
      .replace(/(?:\.\w+)+$/, '')
      .split('::')
      .filter(Boolean)
      .join('.')
    return [{is: 'type-served', type: '', base, gives, line: node.startPosition.row + 1}]
  }
  const pairs = (call: Node): readonly TypeServed[] =>
    call.descendantsOfType('pair').flatMap((pair) => {
      const [key, value] = [pair.childForFieldName('key'), pair.childForFieldName('value')]
      if (!key || !value) return []
      const [name, at] = application.test(key.text) ? [key.text, value] : [value.text, key]
      return said(name, readValue(at), pair)
    })
  const isRack = /\.ru$/.test(path)
  return [...nodesOf(text, root, isRack ? ['run', 'URLMap'] : ['mount', 'URLMap'])].flatMap((word) => {
    const call = word.parent?.type === 'call' ? word.parent : word.parent?.parent
    if (call?.type !== 'call') return []
    if (word.text === 'URLMap') return pairs(call)
    const {arguments: given, named} = callOf(call, '', undefined)
    if (word.text === 'mount')
      return named.at && given[0] ? said(given[0].text, readValue(named.at), call) : pairs(call)
    const maps = blocksAround(call).flatMap((block) =>
      methodName(block) === 'map' ? callOf(block, '', undefined).arguments.slice(0, 1).map(readValue) : [],
    )
    const base = maps.reduce<Value>((inner, outer) => joinedPath(outer, inner), {literal: ''})
    return given[0] ? said(given[0].text, base, call) : []
  })
}

/** Endpoints of applications below where they are put. */
export function settleApplications(files: readonly FileRead[]): readonly FileRead[] {
  const bases = new Map<string, Set<string>>()
  for (const {found} of files)
    for (const fact of found.facts)
      if (fact.is === 'type-served' && fact.gives && fact.base && 'literal' in fact.base)
        bases.set(fact.gives, (bases.get(fact.gives) ?? new Set()).add(fact.base.literal))
  if (bases.size === 0) return files
  return files.map(({file, found}) => {
    const facts = found.facts.flatMap((fact): readonly Fact[] => {
      if (fact.is !== 'serves' || !fact.within) return [fact]
      const {within, ...rest} = fact
      const own = [...(bases.get(within.type) ?? [''])].slice(0, mostPlaces)
      return own.map((literal) => ({...rest, path: literal === '' ? rest.path : joinedPath({literal}, rest.path)}))
    })
    return {file, found: {...found, facts}}
  })
}
