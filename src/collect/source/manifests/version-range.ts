import {createRequire} from 'node:module'
import type Semver from 'semver'
import type {PackageType} from './manifest-kind.ts'
import {shortText} from './written-text.ts'

const require = createRequire(import.meta.url)

/** Not loaded where no range is read. */
function semver(): typeof Semver {
  return require('semver') as typeof Semver
}

const longest = 200

/**
 * The release that a range is confined to, `3.11` or `3`: what would do is not what runs, so a range that allows several
 * major releases names none.
 */
export function releaseOfRange(type: PackageType, range: string): string | undefined {
  const plain = range.length > longest ? undefined : (dialects[type] ?? asItIs)(range.trim())
  if (plain === undefined || semver().validRange(plain) === null) return undefined
  const least = leastOf(plain)
  if (!least || semver().intersects(plain, `>=${least.major + 1}.0.0`)) return undefined
  return semver().intersects(plain, `>=${least.major}.${least.minor + 1}.0`)
    ? String(least.major)
    : `${least.major}.${least.minor}`
}

/** A plain version is the only one that it allows; cargo takes it for the least of a range, and wants `=` before it. */
const plainVersion: Partial<Readonly<Record<PackageType, RegExp>>> = {
  npm: /^[=v\s]{0,9}(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)$/,
  composer: /^[=v\s]{0,9}(\d+(?:\.\d+){2,3}(?:-[\w.]+)?)$/,
  cargo: /^=\s{0,9}(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)$/,
}

/** What is known of a package's version by what its manifest alone asks for. */
export function versionAsked(
  type: PackageType,
  range: string | undefined,
): {readonly version?: string; readonly resolved: boolean} {
  const exact = range === undefined || range.length > longest ? undefined : plainVersion[type]?.exec(range.trim())?.[1]
  if (exact !== undefined) return {version: exact, resolved: true}
  return {...(range && {version: shortText(range)}), resolved: false}
}

/** Whether a version is one that a range allows; undefined where either is not understood. */
export function isAllowed(type: PackageType, range: string, version: string): boolean | undefined {
  const plain = range.length > longest ? undefined : (dialects[type] ?? asItIs)(range.trim())
  if (plain === undefined || semver().validRange(plain) === null || semver().valid(version) === null) return undefined
  return semver().satisfies(version, plain, {includePrerelease: true})
}

function leastOf(range: string): Semver.SemVer | undefined {
  try {
    return semver().minVersion(range) ?? undefined
  } catch {
    return undefined
  }
}

/** The ranges of other package managers, said as npm says them; undefined where that cannot be. */
const dialects: Partial<Readonly<Record<PackageType, (range: string) => string | undefined>>> = {
  composer: (range) => alternatives(range, /\s*\|\|?\s*/, /\s*,\s*|\s+(?!-)(?<!-\s)/, tilde),
  gem: (range) => alternatives(range, undefined, /\s*,\s*/, (one) => tilde(one.replace(/^~>\s*/, '~'))),
  pypi: (range) => alternatives(range, /\s*\|\|\s*/, /\s*,\s*/, pythonClause),
  cargo: (range) => alternatives(range, undefined, /\s*,\s*/, (one) => (/^\d/.test(one) ? `^${one}` : one)),
}

function asItIs(range: string): string {
  return range
}

function alternatives(
  range: string,
  or: RegExp | undefined,
  and: RegExp,
  clause: (one: string) => string | undefined,
): string | undefined {
  const parts = (or ? range.split(or) : [range]).map((part) => {
    const clauses = part
      .split(and)
      .filter(Boolean)
      .map((one) => clause(one.trim()))
    return clauses.includes(undefined) ? undefined : clauses.join(' ')
  })
  return parts.includes(undefined) ? undefined : parts.join(' || ')
}

/** `~7.4` lets the last number that is written rise, so up to 8; `~7.4.0` up to 7.5. */
function tilde(clause: string): string | undefined {
  const plain = clause.replace(/@\w+$/, '').replace(/^(==?)\s*/, '=')
  const version = /^~\s*v?(\d+(?:\.\d+)*)/.exec(plain)?.[1]
  if (!version) return /^(dev-|@)|-dev$/.test(plain) ? undefined : plain.replace(/^([<>=!^]*)\s*v/, '$1')
  const numbers = version.split('.').map(Number)
  const kept = numbers.slice(0, Math.max(1, numbers.length - 1))
  const next = kept.map((number, at) => (at === kept.length - 1 ? number + 1 : number))
  return `>=${padded(numbers)} <${padded(next)}`
}

function padded(numbers: readonly number[]): string {
  return [0, 1, 2].map((at) => numbers[at] ?? 0).join('.')
}

/** One clause of PEP 440, or of Poetry, which has `^` and `~` too. */
function pythonClause(clause: string): string | undefined {
  const [, sign = '', version = '', any] =
    /^(~=|===?|!=|<=|>=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*)(\.\*)?$/.exec(clause) ?? []
  if (!version) return clause === '*' ? '*' : undefined
  const numbers = version.split('.').map(Number)
  if (sign === '~=') return tilde(`~${version}`)
  if (sign === '!=') return ''
  if (any || ((sign === '==' || sign === '') && numbers.length < 3)) return numbers.slice(0, 3).join('.')
  if (sign === '^' || sign === '~') return `${sign}${padded(numbers)}`
  return `${sign.replace(/^=+$/, '=')}${padded(numbers)}`
}
