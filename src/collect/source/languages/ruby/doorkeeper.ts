import type {Node} from 'web-tree-sitter'
import type {Value} from '../fact.ts'
import type {ReadValue} from '../read-value.ts'
import type {Call} from '../syntax.ts'
import {callOf, methodName} from './calls.ts'
import {elementsOf} from './values.ts'

/** What `use_doorkeeper` of the gem serves, below its scope, by the controllers that a block may leave out. */
const routes: Readonly<Record<string, readonly (readonly [method: string, path: string])[]>> = {
  authorizations: [
    ['GET', '/authorize/native'],
    ['GET', '/authorize'],
    ['POST', '/authorize'],
    ['DELETE', '/authorize'],
  ],
  tokens: [
    ['POST', '/token'],
    ['POST', '/revoke'],
    ['POST', '/introspect'],
  ],
  token_info: [['GET', '/token/info']],
  applications: [
    ['GET', '/applications'],
    ['POST', '/applications'],
    ['GET', '/applications/new'],
    ['GET', '/applications/{id}/edit'],
    ['GET', '/applications/{id}'],
    ['PATCH', '/applications/{id}'],
    ['DELETE', '/applications/{id}'],
  ],
  authorized_applications: [
    ['GET', '/authorized_applications'],
    ['DELETE', '/authorized_applications/{id}'],
  ],
}

/** `use_doorkeeper { skip_controllers :applications }` */
export function doorkeeperRoutes(
  node: Node,
  {named}: Call,
  readValue: ReadValue,
): readonly {readonly method: string; readonly path: Value}[] {
  const scope = named.scope ? readValue(named.scope) : {literal: 'oauth'}
  const base = 'literal' in scope ? scope.literal : '{}'
  const left = new Set(skipped(node, readValue))
  return Object.entries(routes).flatMap(([controller, own]) =>
    left.has(controller) ? [] : own.map(([method, path]) => ({method, path: {literal: `${base}${path}`}})),
  )
}

function skipped(node: Node, readValue: ReadValue): readonly string[] {
  const calls = node.childForFieldName('block')?.descendantsOfType('call') ?? []
  return calls
    .filter((call) => methodName(call) === 'skip_controllers')
    .flatMap((call) => callOf(call, '', undefined).arguments.flatMap(elementsOf))
    .map(readValue)
    .flatMap((value) => ('literal' in value ? [value.literal] : []))
}
