import type {HttpCall, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'

/**
 * A path below another, or below an address: of keys of settings the placeholders stand in it, `/${api.base}/orders`,
 * until it is known what they are set to. Undefined where one is a constant of another file.
 */
export function pathBelow(base: Value | undefined, own: Value | undefined): Value | undefined {
  const known = [base, own].filter((value) => value !== undefined)
  if (known.some((value) => 'constant' in value)) return undefined
  const texts = known.map(textOf)
  const unresolved = known.find((value) => 'unresolved' in value)
  if (unresolved) return unresolved
  if (!texts.some((text) => text?.includes('${') || text?.startsWith('{}'))) return joinedPath(base, own)
  const [first = '', ...rest] = texts
  const start = /^\/|^\{\}/.test(first ?? '') ? (first ?? '') : `/${first ?? ''}`
  return {literal: rest.reduce<string>((whole, text = '') => withSlash(whole, text), start)}
}

/** With its placeholder, of a key. */
function textOf(value: Value): string | undefined {
  if ('literal' in value) return value.literal
  if (!('key' in value)) return undefined
  return `\${${value.key}${value.otherwise === undefined ? '' : `:${value.otherwise}`}}${value.rest ?? ''}`
}

function withSlash(before: string, after: string): string {
  const [head, tail] = [before.replace(/\/+$/, ''), after.replace(/^\/+/, '')]
  return tail === '' ? before : `${head}/${tail}`
}

/** An address, or the key of one, with a path behind it; what has an address of its own stays. */
export function addressWith(address: Value, path: Value | undefined): Value {
  const text = path && textOf(path)
  if (text === undefined || text === '/' || text === '') return address
  if (/^[a-z]+:\/\//i.test(text)) return {literal: text}
  if ('literal' in address) return {literal: withSlash(address.literal, text)}
  if ('key' in address) return {...address, rest: withSlash(address.rest ?? '', text)}
  return address
}

/** Where a client's interface leads to, with a path behind each of what may say it. */
export function calledAt(client: Pick<HttpCall, 'url' | 'otherwise'>, path: Value | undefined): typeof client {
  return {
    ...(client.url && {url: addressWith(client.url, path)}),
    ...(client.otherwise && {otherwise: client.otherwise.map((one) => addressWith(one, path))}),
  }
}
