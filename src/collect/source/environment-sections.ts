import {environmentCalled, environmentIn, surelyNamed} from '../../model/environment-name.ts'
import {codeAlone, notCodeOfC} from './languages/code-alone.ts'
import {bracedKeys} from './settings/braced-keys.ts'
import {type KeyAt, yamlKeys} from './settings/yaml-keys.ts'
import type {SourceFile} from './walk-tree.ts'

/** A part of a text that holds for one environment, by where it begins and ends. */
export interface EnvironmentSection {
  readonly from: number
  readonly to: number
  readonly environment: string
}

interface SectionsKind {
  readonly files: RegExp
  /** A word that the text of such a file has where it has sections; asked first, since it costs little. */
  readonly has: RegExp
  readonly read: (text: string) => readonly EnvironmentSection[]
}

/** In characters: what people write is shorter, and data is no settings. */
const longest = 500_000

/** Formats whose own rules say that a section is for an environment, or files that programs read so. */
const kinds: readonly SectionsKind[] = [
  {files: /(^|\/)(?:application|bootstrap)[\w.-]*\.ya?ml$/i, has: /profiles?\b|%\w/, read: springDocuments},
  {files: /(^|\/)(?:application|bootstrap)[\w.-]*\.properties$/i, has: /profiles?\b|^%/m, read: springProperties},
  {files: /(^|\/)(?:database|mongoid|cable|secrets|redis)\.ya?ml$/i, has: /^\w/m, read: (text) => atTop(text, 1)},
  {files: /(^|\/)config\/(?:[\w.-]+\/)?[\w.-]+\.ya?ml$/i, has: /^["']?when@/m, read: symfony},
  {files: /(^|\/)config\/[\w.-]+\.(?:ya?ml|json)$|(^|\/)database\.json$/i, has: /\w/, read: (text) => atTop(text, 2)},
  {files: /\.(?:ya?ml|json)$/i, has: /^[ \t]*\{?[ \t]*["']?environments["']?[ \t]*:/m, read: listed},
  {files: /(^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/i, has: /\b(?:custom|params)\b/, read: serverless},
  {files: /\.(?:ya?ml|json|template)$/i, has: /^[ \t]*\{?[ \t]*["']?Mappings["']?[ \t]*:/m, read: mappings},
  {
    files: /(^|\/)knexfile\.[cm]?[jt]s$|(^|\/)config\/(?:config|database)\.[cm]?[jt]s$|(^|\/)phinx\.php$/i,
    has: /\w/,
    read: (text) => besideEachOther(bracedKeys(text)),
  },
  {files: /\.(?:tf|tfvars)$/i, has: /\b(?:environments|workspaces)"?\s*[={]/, read: terraform},
  {files: /(^|\/)(?:wrangler|netlify)\.toml$/i, has: /^\s*\[+\s*(?:env|context)\./m, read: tables},
  {files: /\.ini$/i, has: /^\s*\[/m, read: iniSections},
  {files: /\.xml$/i, has: /<(?:\w+:)?beans\b[^<>]*\sprofile\s*=/, read: springBeans},
  {files: /\.java$/i, has: /@Profile\s*\(/, read: springProfiles},
  {files: /(^|\/)(?:config|settings)\.py$|(^|\/)config\/\w+\.py$/i, has: /^class\s/m, read: pythonClasses},
]

/**
 * The parts of a file that are for one environment each, where the format of the file says so: documents of Spring with a
 * profile, `test:` at the top of Rails' `database.yml`, what stands below `environments:`. A key of such a name elsewhere
 * says nothing.
 */
export function environmentSections({path, text}: Pick<SourceFile, 'path' | 'text'>): readonly EnvironmentSection[] {
  const own = kinds.filter(({files}) => files.test(path))
  if (own.length === 0 || text.length > longest) return []
  try {
    return own.filter(({has}) => has.test(text)).flatMap(({read}) => read(text))
  } catch {
    // A file that is not sound has no sections: its manifest's reader tells of it.
    return []
  }
}

/** The environment of a place in a text, by the narrowest section around it. */
export function environmentAt(sections: readonly EnvironmentSection[], at: number): string | undefined {
  const around = sections.filter(({from, to}) => from <= at && at < to)
  return around.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0]?.environment
}

/** What a part of a file is for, whose file is for an environment too: what is not for production stays so. */
export function environmentOfPart(section: string | undefined, ofFile: string | undefined): string | undefined {
  return ofFile !== undefined && ofFile !== 'production' ? ofFile : (section ?? ofFile)
}

function sectionsOf(
  keys: readonly KeyAt[],
  environmentOf: (key: KeyAt) => string | undefined,
): readonly EnvironmentSection[] {
  return keys.flatMap((key) => {
    const environment = environmentOf(key)
    return environment === undefined ? [] : [{from: key.from, to: key.to, environment}]
  })
}

const isSure = ({name}: KeyAt): boolean => surelyNamed(name) !== undefined

/** Keys beside each other of which so many at least are surely the names of different environments. */
function amongEnvironments(keys: readonly KeyAt[], least: number): readonly EnvironmentSection[] {
  const sure = new Set(keys.map(({name}) => surelyNamed(name)).filter(Boolean))
  return sure.size < least ? [] : sectionsOf(keys, ({name}) => environmentIn(name))
}

function besideEachOther(keys: readonly KeyAt[]): readonly EnvironmentSection[] {
  return [...Map.groupBy(keys, ({path}) => path.join('\n')).values()].flatMap((beside) => amongEnvironments(beside, 2))
}

function atTop(text: string, least: number): readonly EnvironmentSection[] {
  return amongEnvironments(
    yamlKeys(text, 0).flatMap((document) => document.keys),
    least,
  )
}

/** What stands below a key that says it: one that is known stands for the others. */
function below(keys: readonly KeyAt[]): readonly EnvironmentSection[] {
  if (!keys.some(isSure)) return []
  return sectionsOf(keys, ({name, isMap}) => (isMap ? environmentCalled(name) : environmentIn(name)))
}

function listed(text: string): readonly EnvironmentSection[] {
  const keys = yamlKeys(text, 1).flatMap((document) => document.keys)
  return below(keys.filter(({path}) => path.length === 1 && path[0] === 'environments'))
}

/** Parameters are kept by stage; what a service keeps of its own is where its keys are stages. */
function serverless(text: string): readonly EnvironmentSection[] {
  const keys = yamlKeys(text, 6).flatMap((document) => document.keys)
  const inParams = keys.filter(({path}) => path.length === 1 && path[0] === 'params')
  return [
    ...sectionsOf(inParams, ({name}) => environmentCalled(name)),
    ...besideEachOther(keys.filter(({path}) => path[0] === 'custom')),
  ]
}

/** `Mappings: {Hosts: {dev: {...}, production: {...}}}` of CloudFormation and SAM. */
function mappings(text: string): readonly EnvironmentSection[] {
  const keys = yamlKeys(text, 3).flatMap((document) => document.keys)
  return besideEachOther(keys.filter(({path}) => path[0] === 'Mappings' && path.length >= 2))
}

function terraform(text: string): readonly EnvironmentSection[] {
  const keys = bracedKeys(text)
  const isList = (name: string | undefined): boolean => name === 'environments' || name === 'workspaces'
  return [...Map.groupBy(keys, ({path}) => path.join('\n')).values()].flatMap((beside) => {
    const path = beside[0]?.path ?? []
    return isList(path.at(-1)) || (path.at(-1) === 'default' && isList(path.at(-2))) ? below(beside) : []
  })
}

function symfony(text: string): readonly EnvironmentSection[] {
  const keys = yamlKeys(text, 0).flatMap((document) => document.keys)
  return sectionsOf(keys, ({name}) => (name.startsWith('when@') ? environmentCalled(name.slice(5)) : undefined))
}

/** Documents that are for a profile, and keys of Quarkus that are. */
function springDocuments(text: string): readonly EnvironmentSection[] {
  return yamlKeys(text, 3).flatMap(({from, to, keys}) => {
    const profiles = keys.flatMap(({path, name, value}) =>
      isProfileKey([...path, name].join('.')) && value !== undefined ? [value] : [],
    )
    const environment = environmentOfProfiles(profiles.join(','))
    return [
      ...(environment === undefined ? [] : [{from, to, environment}]),
      ...sectionsOf(keys, ({path, name}) =>
        path.length === 0 && name.startsWith('%') ? environmentOfProfiles(name.slice(1)) : undefined,
      ),
    ]
  })
}

function isProfileKey(key: string): boolean {
  return /^spring\.(?:config\.activate\.on-?profile|profiles)(?:\.\d+)?$/i.test(key)
}

function springProperties(text: string): readonly EnvironmentSection[] {
  const sections: EnvironmentSection[] = []
  let from = 0
  const ends = [...text.matchAll(/^[#!]---[ \t]*$/gm)].map(({index}) => index)
  for (const index of [...ends, text.length]) {
    const profiles = [...text.slice(from, index).matchAll(/^[ \t]*([\w.-]+)(?:\[\d+\])?[ \t]*[=:][ \t]*(.*?)[ \t]*$/gm)]
    const own = profiles.flatMap(([, key = '', value = '']) => (isProfileKey(key) ? [value] : []))
    const environment = environmentOfProfiles(own.join(','))
    if (environment !== undefined) sections.push({from, to: index, environment})
    from = index
  }
  for (const {0: line, 1: profile = '', index} of text.matchAll(/^[ \t]*%([\w,-]+)\..*$/gm)) {
    const environment = environmentOfProfiles(profile)
    if (environment !== undefined) sections.push({from: index, to: index + line.length, environment})
  }
  return sections
}

/** `dev`, `dev, test`, `dev | test`, `!prod`, `prod & eu`: undefined where it may be for all. */
function environmentOfProfiles(written: string): string | undefined {
  if (written.trim() === '' || written.includes('$')) return undefined
  const each = written.split(/[|,]/).map(environmentOfProfile)
  if (each.includes(undefined)) return undefined
  return each.includes('production') ? 'production' : [...new Set(each)].toSorted().join(', ')
}

function environmentOfProfile(written: string): string | undefined {
  const words = written
    .replace(/[()[\]\s"']/g, '')
    .split('&')
    .filter(Boolean)
  const isFor = words.filter((word) => !word.startsWith('!'))
  const known = isFor.map(environmentIn).find(Boolean)
  if (known !== undefined) return known
  if (words.some((word) => word.startsWith('!') && environmentIn(word.slice(1)) === 'production')) return 'development'
  return isFor[0] === undefined ? undefined : environmentCalled(isFor[0])
}

/** `[env.staging.vars]` of Cloudflare's Workers, `[context.deploy-preview]` of Netlify. */
function tables(text: string): readonly EnvironmentSection[] {
  return headed(text, /^[ \t]*\[+[ \t]*([\w.-]+)[ \t]*\]+/gm, (head) => {
    const [, name] = /^(?:env|context)\.([\w-]+)/.exec(head) ?? []
    return name === undefined ? undefined : environmentCalled(name)
  })
}

/** `[production]`, `[staging : production]`: where two sections at least are of environments. */
function iniSections(text: string): readonly EnvironmentSection[] {
  const head = /^[ \t]*\[[ \t]*([\w-]+)[ \t]*(?::[^\]\n]*)?\]/gm
  const sure = new Set([...text.matchAll(head)].map(([, name = '']) => surelyNamed(name)).filter(Boolean))
  return sure.size < 2 ? [] : headed(text, head, surelyNamed)
}

function headed(
  text: string,
  head: RegExp,
  environmentOf: (name: string) => string | undefined,
): readonly EnvironmentSection[] {
  const heads = [...text.matchAll(head)]
  return heads.flatMap(({1: name = '', index}, at) => {
    const environment = environmentOf(name)
    return environment === undefined ? [] : [{from: index, to: heads[at + 1]?.index ?? text.length, environment}]
  })
}

/** `<beans profile="dev">`, which holds no other of its kind. */
function springBeans(text: string): readonly EnvironmentSection[] {
  return [...text.matchAll(/<(?:\w{1,20}:)?beans\b[^<>]{0,2000}?\sprofile\s*=\s*["']([^"']{1,200})["']/g)].flatMap(
    ({1: profiles = '', index}) => {
      const environment = environmentOfProfiles(profiles)
      const end = text.indexOf('beans>', index)
      return environment === undefined ? [] : [{from: index, to: end < 0 ? text.length : end, environment}]
    },
  )
}

/**
 * `@Profile("dev")` on a class or a method of Spring. In code a profile may switch on anything: only names that are known
 * for those of environments count, and of several all must be.
 */
function springProfiles(text: string): readonly EnvironmentSection[] {
  const code = codeAlone(text, notCodeOfC)
  return [...text.matchAll(/@Profile\s*\(\s*(?:value\s*=\s*)?(\{[^{}]{0,500}\}|"[^"\n]{0,200}")\s*\)/g)].flatMap(
    ({0: all, 1: written = '', index}) => {
      if (!code.startsWith('@Profile', index)) return []
      const profiles = written.replace(/[{}]/g, '').replaceAll('"', '')
      const isKnown = profiles.split(/[|,&]/).every((one) => environmentIn(one.replace(/[\s!()]/g, '')) !== undefined)
      const environment = isKnown && !profiles.includes('.') ? environmentOfProfiles(profiles) : undefined
      const to = endOfBody(code, index + all.length)
      return environment === undefined || to === undefined ? [] : [{from: index, to, environment}]
    },
  )
}

/** Where the body ends that stands behind a place; undefined for what has none. */
function endOfBody(code: string, from: number): number | undefined {
  let [round, curly] = [0, 0]
  for (let at = from; at < code.length; at += 1) {
    const mark = code[at]
    if (mark === '(') round += 1
    else if (mark === ')') round -= 1
    else if (round > 0) continue
    else if (mark === ';' && curly === 0) return undefined
    else if (mark === '{') curly += 1
    else if (mark === '}') {
      curly -= 1
      if (curly <= 0) return at + 1
    }
  }
  return undefined
}

/** `class DevelopmentConfig(Config):`, as Flask's applications keep their settings. */
function pythonClasses(text: string): readonly EnvironmentSection[] {
  return headed(text, /^(?:class[ \t]+)?(\w[^\n]{0,200})/gm, (head) => {
    const [, name = ''] = /^(\w+?)_?(?:Config|Configuration|Settings)\b.*:/.exec(head) ?? []
    return /^testing$/i.test(name) ? 'test' : surelyNamed(name)
  })
}
