import {withoutKeys} from '../../model/secrets.ts'
import {isSecretKey} from './secret-item.ts'

/** Whether a text begins as an address does; one of JDBC has its driver before it. */
export function hasScheme(text: string): boolean {
  return /^\s*(?:[a-z][a-z0-9+._-]{0,40}:){1,4}\/\//i.test(text)
}

/** A password may hold any character; what has digits alone up to a slash is a port. */
const user =
  /^(\s*(?:[a-z][a-z0-9+._-]{0,40}:){1,4}\/\/)[^\s/"'`<>@:?#]{0,200}(?::(?!\d{1,5}(?:[/?#]|$))[^\s"'`<>]{0,400})?@/i

/**
 * Scheme, machine, port and path of an address, or of the path that is put behind one: without the user part and what
 * stands in the query, and with `{}` for each part of the path that looks like a key. Cleaned twice, it stays the same.
 */
export function cleanAddress(text: string): string {
  const [, head = '', path = ''] =
    /^(\s*(?:(?:[a-z][a-z0-9+._-]{0,40}:){1,4}\/\/[^/?#]*)?)(.*)$/is.exec(text.replace(user, '$1')) ?? []
  const kept = head ? path.replace(/\?.*$/s, '?').replace(/#.*$/s, '') : withoutQuery(path)
  return `${withoutKeys(head, '{}')}${cleanPath(kept)}`
}

/** `user:password@machine` and `user/password@database`, as they stand without a scheme. */
export function withoutUserPart(text: string): string {
  return text.replace(/^[\w.{}$-]{1,100}[:/][^\s@]{1,200}@/, '{}@')
}

/** Without the values of a query; that there is one still shows. */
export function withoutQuery(text: string): string {
  return text.replace(/\?[\w.%[\]{}$-]{1,100}=.*$/s, '?').replace(/[&#][\w.%-]{1,100}=.*$/s, '')
}

/** What stands behind these is the right to send there. */
const rights: readonly RegExp[] = [
  /(\/(?:services|workflows|triggers)\/)(?=T[A-Z0-9]{5,}\/|T[A-Z0-9]{2,}\/[AB][A-Z0-9]{2,}\/).*$/s,
  /(\/api(?:\/v\d{1,2})?\/webhooks\/).*$/s,
  /(\/webhookb?2?\/)(?=[\da-f-]{36}@).*$/s,
  /(\/hooks\/catch\/).*$/s,
  /(\/bot)\d{5,}:[^/]*/,
  /(\/(?:key|api-?key|tokens?|access-?token|secret|sig|signature|password|web-?hooks?|hooks?)\/)(?=[^/{}]*\d)[^/{}]{8,}/gi,
]

/** The path of an address with `{}` for what looks like a key. */
function cleanPath(path: string): string {
  const open = rights.reduce((left, right) => left.replace(right, '$1{}'), path)
  return withoutKeys(withoutSet(open), '{}')
    .replace(/([;&,][\w.-]{1,100}=)[^/;&,]+/g, '$1{}')
    .replace(/[\w~+=%-]{20,}/g, (run) => (keyRun(run) ? '{}' : run))
}

/** What a parameter of a path that is called as a password is set to may hold a slash: nothing behind it is kept. */
function withoutSet(path: string): string {
  for (const {0: set, 1: name = '', index} of path.matchAll(/[;&,]([\w.-]{1,100})=/g))
    if (isSecretKey(name)) return `${path.slice(0, index + set.length)}{}`
  return path
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi
/** What people put together from words: `get-all-applications-2020`, `V2`, `getAllByYear`. */
const word = /^(?:\d{1,8}|[A-Za-z]{1,40}|[A-Za-z]{1,12}\d{1,4}|\d{1,4}[A-Za-z]{1,3})$/

/** Whether a long run of letters and digits looks like a key: in hex, or mixed, and put together from no words. */
export function keyRun(run: string): boolean {
  const own = run.replace(uuid, '')
  if (own.length < 20 || !/\d/.test(own) || !/[A-Za-z]/.test(own)) return false
  const parts = own.split(/[-_~+=]|%[\dA-Fa-f]{2}/).filter(Boolean)
  if (parts.some((part) => part.length >= 20 && /\d/.test(part) && /[A-Za-z]/.test(part))) return true
  return !parts.every((part) => word.test(part))
}
