import type {Node} from 'web-tree-sitter'
import {machineNamed} from './connections.ts'
import type {Address, Fact, Value} from './fact.ts'
import type {FactMaker, FactSaid} from './library.ts'
import type {ReadValue} from './read-value.ts'
import type {Syntax} from './syntax.ts'

const mostMachines = 50

/**
 * The machines of a text by which a client finds its broker: `k1.dept.example:9092,k2.dept.example:9092`,
 * `tcp://mq.dept.example:61616`, `failover:(tcp://...,tcp://...)`, `mq.dept.example(1414)`. What stands before an `@`
 * is never read, nor what is set behind a `?` or by a `=`.
 */
export function brokersIn(text: string, protocol: string): readonly Omit<Address, 'line'>[] {
  return text
    .replace(/\/\/[^\s/]*@/g, '//')
    .replace(/\)\?.*$/s, '')
    .split(/[,\s()]+/)
    .slice(0, mostMachines)
    .map((one) => one.replace(/\?.*$/s, ''))
    .filter((one) => !/[=@]/.test(one))
    .flatMap((one) =>
      machineNamed(one.replace(/^(?:\w+:)?[a-z][\w+.-]{0,40}:\/\//i, '').replace(/\/.*$/s, ''), protocol),
    )
}

/** Where a client of a broker connects to: machines that the code says, and keys that are still to be followed. */
export function brokersSaid(protocol: string, values: readonly (Value | undefined)[]): readonly FactSaid[] {
  return values.flatMap((at): readonly FactSaid[] => {
    if (!at) return []
    if ('literal' in at && !at.literal.includes('{}')) return brokersIn(at.literal, protocol)
    return [{is: 'broker', protocol, at}]
  })
}

/** The same of a call: by the first of these arguments that is there, each of its elements where it is a list. */
export const brokerAt =
  (protocol: string, ...which: readonly (number | string)[]): FactMaker =>
  (site) =>
    brokersSaid(protocol, site.each(...which))

const kafkaKey = /bootstrap\.servers|metadata\.broker\.list|\bBOOTSTRAP_SERVERS_CONFIG\b/g

interface Reading {
  readonly text: string
  readonly root: Node
  readonly syntax: Pick<Syntax, 'strings' | 'elementsOf'>
}

/** What properties of clients of Kafka name as its servers, in a pair or in two arguments, whatever takes them. */
export function kafkaServers({text, root, syntax}: Reading, readValue: ReadValue): readonly Fact[] {
  if (text.search(kafkaKey) < 0) return []
  return [...text.matchAll(kafkaKey)].flatMap(({0: word, index}) => {
    const value = valueBeside(root.descendantForIndex(index, index + word.length), word, syntax.strings)
    if (!value) return []
    const line = value.startPosition.row + 1
    const said = brokersSaid('kafka', syntax.elementsOf(value).map(readValue))
    return said.map((one) => ({...one, line}) as Fact) // the line is all that a said fact lacks
  })
}

/** The expression behind a key that is a whole text, or a constant's name: the next one of a pair, or of a call. */
function valueBeside(at: Node | null, word: string, strings: ReadonlySet<string>): Node | undefined {
  let key = at
  for (let steps = 0; key?.parent && steps < 5; steps += 1) {
    const {parent}: {parent: Node} = {parent: key.parent}
    const isWhole = parent.text.length <= word.length + 2 || parent.namedChildCount === 1
    if (!isWhole && !/(?:field_access|member_access_expression|attribute|scope_resolution)$/.test(parent.type)) break
    key = parent
  }
  if (!key || !(isKeyText(key, word, strings) || key.text.endsWith('BOOTSTRAP_SERVERS_CONFIG'))) return undefined
  const next = key.nextNamedSibling
  // A wrapper of grammars, as an argument's, has the value alone.
  return next?.namedChildCount === 1 && /^(?:argument|literal_element)$/.test(next.type)
    ? (next.namedChild(0) ?? undefined)
    : (next ?? undefined)
}

function isKeyText(node: Node, word: string, strings: ReadonlySet<string>): boolean {
  const isText = strings.has(node.type) || node.descendantsOfType([...strings]).length > 0
  return isText && node.text.replace(/^[@[(]*["'`]|["'`][\])]*$/g, '') === word
}
