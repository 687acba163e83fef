import type {Owner} from './describe-modules.ts'
import {environmentOfPath, unknownVariants} from './environment-of-path.ts'
import {environmentOfPart} from './environment-sections.ts'
import type {Value} from './languages/fact.ts'
import {roleOf} from './languages.ts'
import {environmentOf} from './settings/settings-files.ts'
import {addressOfValue, keySpelling, type SettingSeen} from './settings/setting-seen.ts'
import type {FileSeen} from './walk-tree.ts'

/** A value that a setting gives to what the code asks for, with its place. */
export interface SettingFound {
  readonly address?: SettingSeen['address']
  readonly literal?: string
  readonly file: FileSeen
  readonly line: number
  /** Where the file is for one environment alone, as its name says, or the part of it in which the value stands. */
  readonly environment?: string
}

/** What it gives, unless that is still to be filled in. */
export function knownLiteral({literal}: Pick<SettingFound, 'literal'>): string | undefined {
  return literal === undefined || /\$\{|\{\{|\{\}/.test(literal) ? undefined : literal
}

/** Whether it is for production, or for every environment. */
export function isForProduction({environment = 'production'}: Pick<SettingFound, 'environment'>): boolean {
  return environment === 'production'
}

export interface FollowSettings {
  /**
   * What stands behind a value, by the settings of that application or of the tree's root. Where the language that asks takes
   * `svc.url` and `SVC_URL` for one, both count; else the other spelling counts alone where nothing sets the key itself.
   */
  readonly follow: (value: Value, owner: Owner, language?: string) => readonly SettingFound[]
}

/** Their frameworks read a key of a file from a variable too. */
const relaxed: ReadonlySet<string> = new Set(['Java', 'C#', 'Visual Basic'])

interface Keyed extends SettingFound {
  readonly key: string
}

const deepest = 5
/** Of so many environments at most. */
const mostValues = 20

/** Finds what the keys that code asks for are set to, in the files of the same application or above all of them. */
export function followSettings(
  files: readonly FileSeen[],
  settings: ReadonlyMap<string, readonly SettingSeen[]>,
  ownerOf: (path: string) => Owner,
): FollowSettings {
  const byOwner = keysByOwner(files, settings, ownerOf)
  // What stands at the root of the tree is for all that is in it.
  const root = byOwner.get(ownerOf('').id)
  const valuesOf = (key: string, owner: Owner, isExact = false): readonly Keyed[] => {
    const spelling = keySpelling(key)
    const all = byOwner.get(owner.id)?.get(spelling) ?? root?.get(spelling) ?? []
    const own = isExact ? all.filter((one) => one.key.toLowerCase() === key.toLowerCase()) : []
    return own.length > 0 ? own : all
  }
  /** `BILLING_URL` in the value of `billing.url` is no reference to itself, though one spelling has both. */
  const filled = (literal: string, owner: Owner, met: readonly string[], environment?: string): string =>
    met.length > deepest
      ? literal
      : literal.replace(reference, (whole, key: string, otherwise?: string) => {
          const spelling = keySpelling(key)
          const set = met.includes(spelling) ? undefined : literalFor(valuesOf(key, owner), environment)
          const value = set ?? otherwise
          return value === undefined ? whole : filled(value, owner, [...met, spelling], environment)
        })
  /** A value with what its variables are set to; where that is set for other environments alone, once for each of them. */
  const wholes = (literal: string, owner: Owner, key: string, environment?: string): readonly Whole[] => {
    const whole = filled(literal, owner, [keySpelling(key)], environment)
    const set =
      environment === undefined ? [...whole.matchAll(reference)].flatMap(([, name = '']) => valuesOf(name, owner)) : []
    const others = new Set(set.flatMap((one) => (one.environment === undefined ? [] : [one.environment])))
    if (others.size === 0) return [{whole, ...(environment !== undefined && {environment})}]
    return [...others].map((other) => ({whole: filled(literal, owner, [keySpelling(key)], other), environment: other}))
  }
  return {
    follow: (value, owner, language) => {
      if (!('key' in value)) return []
      const isExact = language !== undefined && !relaxed.has(language)
      return valuesOf(value.key, owner, isExact).flatMap(({key: _, literal, ...found}): readonly SettingFound[] => {
        if (literal === undefined) return [found]
        return wholes(literal, owner, value.key, found.environment).map(({whole, environment}) => {
          // What its variables are set to says more than their defaults.
          const address = (literal.includes('${') ? addressOfValue(whole) : undefined) ?? found.address
          const {rest = ''} = value
          const text = `${rest.startsWith('/') ? whole.replace(/\/$/, '') : whole}${rest}`.slice(0, 500)
          return {...found, ...(address && {address}), literal: text, ...(environment !== undefined && {environment})}
        })
      })
    },
  }
}

/** What files of production set, by the application and by one spelling of the key. */
function keysByOwner(
  files: readonly FileSeen[],
  settings: ReadonlyMap<string, readonly SettingSeen[]>,
  ownerOf: (path: string) => Owner,
): ReadonlyMap<string, ReadonlyMap<string, readonly Keyed[]>> {
  const byOwner = new Map<string, Map<string, Keyed[]>>()
  const variants = unknownVariants(files.map(({path}) => path))
  for (const file of files) {
    const own = settings.get(file.path)
    if (!own || roleOf(file.path) !== 'production') continue
    const {id} = ownerOf(file.path)
    const keys = byOwner.get(id) ?? new Map<string, Keyed[]>()
    byOwner.set(id, keys)
    const ofFile = variants.get(file.path) ?? environmentOf(file.path) ?? environmentOfPath(file.path)
    for (const {key, environment: ofPart, ...found} of own) {
      const environment = environmentOfPart(ofPart, ofFile)
      const spelling = keySpelling(key)
      const values = keys.get(spelling) ?? []
      keys.set(spelling, values)
      if (values.length < mostValues) values.push({key, ...found, file, ...(environment && {environment})})
    }
  }
  return byOwner
}

const reference = /\$\{([\w.-]{1,200})(?::([^{}]*))?\}/g

interface Whole {
  readonly whole: string
  readonly environment?: string
}

/** What is set for an environment, else for production or for all: what is for another one says nothing here. */
function literalFor(values: readonly SettingFound[], environment: string | undefined): string | undefined {
  const own = environment === undefined ? undefined : values.find((one) => one.environment === environment)
  return (own ?? values.find((one) => one.environment === undefined || one.environment === 'production'))?.literal
}
