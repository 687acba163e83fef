import {hash} from 'node:crypto'
import type {EntityKind} from './entity.ts'
import type {RelationType} from './relation-types.ts'

/** Lower case hexadecimal SHA-256 of text (as UTF-8) or bytes. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content)
}

/**
 * The slug of a name: NFKD, ASCII, lower case, `-` for the rest, at most 80 characters.
 * A name with no ASCII letter or digit at all gets a slug from its hash, so that it still has an id.
 */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return slug || `x${sha256(name).slice(0, 16)}`
}

export function systemId(organisation: string, slug: string): string {
  return `${organisation}/${slug}`
}

/** `kind:organisation/slug`, for everything but systems, cloud resources (their own id) and packages (purl). */
export function entityId(
  kind: Exclude<EntityKind, 'system' | 'package' | 'resource'>,
  organisation: string,
  name: string,
): string {
  return kind === 'organisation' ? `organisation:${organisation}` : `${kind}:${organisation}/${slugOf(name)}`
}

/**
 * A source file's id: `component:organisation/tree#path/to/file.ts`. The path stands verbatim (control characters
 * and `%` percent-encoded) because a slug of it could make two files one.
 */
export function moduleId(organisation: string, tree: string, path: string): string {
  return `component:${organisation}/${tree}#${encodePath(path)}`
}

const unsafeInPath = /[\u0000-\u001f\u007f%]/g

function encodePath(path: string): string {
  return path.replace(
    unsafeInPath,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
}

/** The first 16 hexadecimal digits of sha256 of `from|type|to`. */
export function relationId(from: string, type: RelationType, to: string): string {
  return shortHash('', `${from}|${type}|${to}`)
}

/** `e` and 16 hexadecimal digits of sha256 of source, locator and content hash. */
export function evidenceId(source: string, locator: string, contentSha256: string): string {
  return shortHash('e', `${source}|${locator}|${contentSha256}`)
}

/** Further records: a prefix and 16 hexadecimal digits of sha256 of their parts. */
export function recordId(prefix: string, ...parts: readonly string[]): string {
  return shortHash(prefix, parts.join('|'))
}

/**
 * Sixteen digits put together from short parts, so that no id holds on to the whole hash that it is the beginning of: an
 * estate has millions.
 */
function shortHash(prefix: string, content: string): string {
  const digits = sha256(content)
  return [prefix, digits.slice(0, 8), digits.slice(8, 16)].join('')
}
