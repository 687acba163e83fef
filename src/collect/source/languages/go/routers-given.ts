import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import type {Fact, Served, TypeServed, Value} from '../fact.ts'
import type {FileRead} from '../language-scanner.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'

const functions = new Set(['function_declaration', 'method_declaration'])
const deepest = 300
const mostCalls = 20_000
const grouping = /^(?:Group|Route|PathPrefix|Subrouter|With|Use|Mount)$/
const serving =
  /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|Any|Get|Post|Put|Delete|Patch|Head|Options|All|Handle|HandleFunc|Method|MethodFunc|Match|Add)$/
/** These take no path before them but one that a function is given with them. */
const groups = /\b(?:gin\.RouterGroup|echo\.Group)\b/

interface Origin {
  /** The paths of groups on the way, the outermost first. */
  readonly paths: readonly Node[]
  /** The function that is given the router, or that makes and gives it. */
  readonly of?: string
  readonly isGroup?: boolean
}

interface File {
  readonly path: string
  /** By which the file calls other packages of the tree. */
  readonly names: ReadonlySet<string>
  readonly readValue: ReadValue
}

/** Of a file with routers, what stands before those that it gives to functions, or that functions give it. */
export function routersGiven(root: Node, file: File): readonly TypeServed[] {
  return root
    .descendantsOfType('call_expression')
    .slice(0, mostCalls)
    .flatMap((call): readonly TypeServed[] => {
      const given = argumentsOf(call)
      if (given.length === 0 || given.length > 8) return []
      const line = call.startPosition.row + 1
      const field = fieldOf(call)
      if (field && /^(?:Route|Mount|Group)$/.test(field) && given.length === 2 && given[0] && given[1]) {
        const target = field === 'Mount' ? madeBy(given[1], file) : functionNamed(given[1], 0, file)
        const operand = operandOf(call)
        if (!target || !operand) return []
        return [said(target, originOf(operand, call, 0), [given[0]], {line, file})]
      }
      return given.flatMap((argument, at) => {
        const target = calledFunction(call, at, file)
        const origin = target && isRouter(argument) ? originOf(argument, call, 0) : undefined
        const tells = origin && (origin.paths.length > 0 || origin.of !== undefined || origin.isGroup !== undefined)
        return target && tells ? [said(target, origin, [], {line, file})] : []
      })
    })
}

function said(
  gives: string,
  {paths, of}: Origin,
  further: readonly Node[],
  {line, file}: {readonly line: number; readonly file: File},
): TypeServed {
  const base = [...paths, ...further].reduce<Value>(
    (before, node) => {
      const value = file.readValue(node)
      return joinedPath(before, 'literal' in value ? value : {literal: '{}'})
    },
    {literal: ''},
  )
  return {is: 'type-served', type: of ?? '', base, gives, line}
}

/** Endpoints of routers that a function is given, or gives, with its name. */
export function withinFunctions(root: Node, facts: readonly Fact[]): readonly Fact[] {
  if (!facts.some(({is}) => is === 'serves')) return facts
  const at = new Map<number, Origin>()
  for (const call of root.descendantsOfType('call_expression').slice(0, mostCalls)) {
    const field = fieldOf(call)
    const operand = operandOf(call)
    if (!field || !operand || !serving.test(field)) continue
    const origin = originOf(operand, call, 0)
    if (origin.of !== undefined)
      at.set((call.childForFieldName('function')?.childForFieldName('field') ?? call).startPosition.row + 1, origin)
  }
  return facts.map((fact) => {
    const origin = fact.is === 'serves' ? at.get(fact.line) : undefined
    return fact.is === 'serves' && origin?.of !== undefined
      ? {...fact, within: {type: origin.of, ...(origin.isGroup && {isOpen: true as const})}}
      : fact
  })
}

function argumentsOf(call: Node): readonly Node[] {
  return call.childForFieldName('arguments')?.namedChildren.filter(({type}) => type !== 'comment') ?? []
}

function fieldOf(call: Node): string | undefined {
  return call.childForFieldName('function')?.childForFieldName('field')?.text
}

function operandOf(call: Node): Node | undefined {
  return call.childForFieldName('function')?.childForFieldName('operand') ?? undefined
}

function isRouter(argument: Node): boolean {
  return (
    argument.type === 'identifier' || (argument.type === 'call_expression' && grouping.test(fieldOf(argument) ?? ''))
  )
}

/** `setup(...)`, `routes.Setup(...)`, `handler.Register(...)`: with the place of the argument. */
function calledFunction(call: Node, at: number, file: File): string | undefined {
  const called = call.childForFieldName('function')
  return called ? functionNamed(called, at, file) : undefined
}

function functionNamed(node: Node, at: number, {names, path}: File): string | undefined {
  if (node.type === 'identifier') return `dir:${folderOf(path)} ${node.text}#${at}`
  const [operand, field] = [node.childForFieldName('operand'), node.childForFieldName('field')]
  if (node.type !== 'selector_expression' || !field) return undefined
  if (grouping.test(field.text) || serving.test(field.text)) return undefined
  return operand?.type === 'identifier' && names.has(operand.text)
    ? `pkg:${operand.text} ${field.text}#${at}`
    : `method ${field.text}#${at}`
}

/** `r.Mount("/zones", zones())` */
function madeBy(node: Node, {names, path}: File): string | undefined {
  const called = node.type === 'call_expression' ? node.childForFieldName('function') : null
  if (called?.type === 'identifier') return `dir:${folderOf(path)} ${called.text}()`
  const [operand, field] = [called?.childForFieldName('operand'), called?.childForFieldName('field')]
  if (!field) return undefined
  return operand?.type === 'identifier' && names.has(operand.text)
    ? `pkg:${operand.text} ${field.text}()`
    : `method ${field.text}()`
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Where a router comes from, with the groups on the way. */
function originOf(on: Node, at: Node, depth: number): Origin {
  const none: Origin = {paths: []}
  if (depth > 6) return none
  if (on.type === 'call_expression') {
    const operand = operandOf(on)
    const field = fieldOf(on) ?? ''
    if (!operand) return none
    if (!grouping.test(field)) return madeIn(on)
    const outer = originOf(operand, on, depth + 1)
    const [path] = argumentsOf(on)
    const isPath = path && !/^(?:With|Use|Subrouter)$/.test(field) && path.type !== 'func_literal'
    return isPath ? {...outer, paths: [...outer.paths, path]} : outer
  }
  if (on.type !== 'identifier') return none
  for (let [node, steps]: [Node | null, number] = [at, 0]; node && steps < deepest; node = node.parent, steps += 1) {
    const parent: Node | null = node.parent
    if (functions.has(node.type)) return givenTo(node, on.text) ?? none
    if (node.type === 'func_literal' && takes(node, on.text)) {
      const call = parent?.type === 'argument_list' ? parent.parent : null
      return call ? originOf(call, call, depth + 1) : none
    }
    const made = parent?.type === 'statement_list' ? valueBefore(node, on.text) : undefined
    if (made) return originOf(made, made, depth + 1)
  }
  return none
}

/** A function that makes a router and gives it. */
function madeIn(made: Node): Origin {
  const around = enclosing(made, functions)[0]
  const gives = around?.childForFieldName('result')
  const isMaker = /^New|^Default$/.test(fieldOf(made) ?? '')
  if (!around || !gives || !isMaker) return {paths: [], isGroup: false}
  return {paths: [], of: `${ownName(around)}()`}
}

function ownName(declaration: Node): string {
  const name = declaration.childForFieldName('name')?.text ?? ''
  return declaration.type === 'method_declaration' ? `method ${name}` : name
}

function givenTo(declaration: Node, name: string): Origin | undefined {
  const parameters = declaration.childForFieldName('parameters')?.namedChildren ?? []
  let at = 0
  for (const parameter of parameters) {
    const names = parameter.childrenForFieldName('name').flatMap((one) => (one ? [one.text] : []))
    const own = names.indexOf(name)
    if (own >= 0)
      return {
        paths: [],
        of: `${ownName(declaration)}#${at + own}`,
        isGroup: groups.test(parameter.childForFieldName('type')?.text ?? ''),
      }
    at += Math.max(1, names.length)
  }
  return undefined
}

function takes(literal: Node, name: string): boolean {
  const parameters = literal.childForFieldName('parameters')
  return Boolean(parameters?.descendantsOfType('identifier').some((one) => one.text === name))
}

function valueBefore(statement: Node, name: string): Node | undefined {
  let at: Node | null = statement.previousNamedSibling
  for (let steps = 0; at && steps < deepest; steps += 1) {
    if (/^(?:short_var_declaration|assignment_statement)$/.test(at.type)) {
      const [left, right] = [at.childForFieldName('left'), at.childForFieldName('right')]
      if (left?.firstNamedChild?.text === name) return right?.firstNamedChild ?? undefined
    }
    at = at.previousNamedSibling
  }
  return undefined
}

const mostAbove = 8
const mostPlaces = 20
const unknown = '{}'

/** Endpoints below what other places put before the routers that functions take or give. */
export function settleRouters(files: readonly FileRead[]): readonly FileRead[] {
  if (!files.some(({found}) => found.facts.some((fact) => fact.is === 'serves' && fact.within))) return files
  const given = new Map<string, {readonly from: Place; readonly base: string}[]>()
  const folders = new Map<string, Set<string>>()
  for (const {file, found} of files) {
    const own = {folder: folderOf(file.path), package: found.declares[0] ?? ''}
    for (const fact of found.facts) {
      if (fact.is === 'type-served' && fact.gives && fact.base && 'literal' in fact.base)
        given.set(fact.gives, [
          ...(given.get(fact.gives) ?? []),
          {from: {...own, type: fact.type}, base: fact.base.literal},
        ])
      if (fact.is !== 'serves' || !fact.within) continue
      for (const key of [`pkg:${own.package} ${fact.within.type}`, fact.within.type])
        folders.set(key, (folders.get(key) ?? new Set()).add(key.startsWith('pkg:') ? own.folder : file.path))
    }
  }
  const worked = new Map<string, readonly string[] | undefined>()
  const prefixes = (place: Place, depth: number): readonly string[] | undefined => {
    const key = JSON.stringify([place.folder, place.package, place.type])
    if (!worked.has(key)) {
      worked.set(key, undefined) // what is given itself has nothing before it
      worked.set(key, prefixesFound(place, depth))
    }
    return worked.get(key)
  }
  const prefixesFound = ({folder, package: name, type}: Place, depth: number): readonly string[] | undefined => {
    const isMethod = type.startsWith('method ')
    const key = isMethod ? type : `pkg:${name} ${type}`
    const found = [...(isMethod ? [] : (given.get(`dir:${folder} ${type}`) ?? [])), ...(given.get(key) ?? [])]
    if (found.length === 0 || depth > mostAbove) return undefined
    // Which of several of that name is meant is not said.
    if ((folders.get(key)?.size ?? 0) > 1 && (isMethod || given.has(key))) return [unknown]
    const all = found.flatMap(({from, base}) => {
      const outer = from.type === '' ? [''] : (prefixes(from, depth + 1) ?? [''])
      return outer.map((before) => below(before, base))
    })
    return [...new Set(all)].slice(0, mostPlaces)
  }
  return files.map(({file, found}) => {
    const place = {folder: folderOf(file.path), package: found.declares[0] ?? ''}
    const facts = found.facts.flatMap((fact): readonly Fact[] => {
      if (fact.is !== 'serves' || !fact.within) return [fact]
      const {within, ...rest} = fact
      const own = prefixes({...place, type: within.type}, 0) ?? [within.isOpen ? unknown : '']
      return [...new Set(own)].slice(0, mostPlaces).map((prefix) => placed(rest, prefix))
    })
    return {file, found: {...found, facts}}
  })
}

interface Place {
  readonly folder: string
  readonly package: string
  readonly type: string
}

function placed(fact: Served, prefix: string): Served {
  return 'literal' in fact.path && prefix !== '' ? {...fact, path: {literal: below(prefix, fact.path.literal)}} : fact
}

/** Below what is not known a path begins with that, and is no whole one. */
function below(prefix: string, path: string): string {
  const [head, tail] = [prefix.replace(/\/+$/, ''), path.replace(/^\/+/, '')]
  return tail === '' ? head : `${head}/${tail}`
}
