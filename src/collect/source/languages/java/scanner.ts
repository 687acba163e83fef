import {codeAlone, firstLines, lineCounter, nameInPattern, notCodeOfC} from '../code-alone.ts'
import type {Fact, HttpCall, QueueUse, Value} from '../fact.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {atRunTime, isOfInterest, librariesFor, type Library} from '../library.ts'
import {inheritors, referred} from '../shared-constants.ts'
import {linkJava, packageOf} from './imports.ts'
import {settleServed} from './settle-served.ts'
import {typesSeen} from './types-seen.ts'
import {cloudClients} from './cloud-clients.ts'
import {javaKeys, javaLibraries} from './libraries.ts'
import {javaSyntax} from './syntax.ts'

export const java: LanguageScanner = {
  id: 'java',
  name: 'Java',
  extensions: ['java'],
  grammar: 'java',
  skim,
  facts: ({text}, root, {imports, declares}) =>
    root
      ? [
          ...withPackage(
            packageOf(declares),
            withoutRepeats(
              findFacts({
                text,
                root,
                syntax: javaSyntax,
                libraries: librariesOf(imports),
                keys: javaKeys,
                imported: constantName(imports, ownType(declares)),
                isQuery: (giver) => queryAnnotation.test(`@${giver}(`),
              }),
            ),
          ),
          ...tablesNamedByCode(text),
        ]
      : [],
  settle: settleServed,
  link: linkJava,
  // The grammar knows no annotation before the dots of a parameter.
  readings: (text) =>
    text.search(annotatedEnd) < 0 ? [] : [text.replace(annotatedEnd, (all) => ' '.repeat(all.length))],
}

/** Keys of settings that a type has by its whole name. */
function withPackage(own: string | undefined, facts: readonly Fact[]): readonly Fact[] {
  const named = (value: Value): Value =>
    'key' in value && value.key.includes('*.') ? {...value, key: value.key.replace('*.', own ? `${own}.` : '')} : value
  const ofPackage = <T extends Pick<HttpCall, 'url' | 'otherwise'>>(call: T): T => ({
    ...call,
    ...(call.url && {url: named(call.url)}),
    ...(call.otherwise && {otherwise: call.otherwise.map(named)}),
  })
  return facts.map((fact) => {
    if (fact.is === 'http') return ofPackage(fact)
    return fact.is === 'type-served' && fact.calls ? {...fact, calls: ofPackage(fact.calls)} : fact
  })
}

const namesTables =
  /\b(?:(?:Physical|Implicit|Improved|EJB3)NamingStrategy\w*|LocalContainerEntityManagerFactoryBean|LocalSessionFactoryBean)\b/

/** Code says how Hibernate names tables, or sets it up. */
function tablesNamedByCode(text: string): readonly Fact[] {
  if (!namesTables.test(text)) return []
  const code = codeAlone(text, notCodeOfC)
  const at = code.search(namesTables)
  const line = lineCounter(code)(at)
  return at < 0 ? [] : [{is: 'mapped', entity: '*', table: atRunTime, naming: 'hibernate', line}]
}

/** `Topics.PAID` of `PAID`, where a static import says so; of one that takes all, the only one. */
function importedName(imports: Skim['imports']): (name: string) => string | undefined {
  const named = new Map<string, string>()
  const whole: string[] = []
  for (const {specifier} of imports) {
    const [, type, member] = /(?:^|\.)([A-Z]\w*)\.([A-Z][A-Z0-9_]*|\*)$/.exec(specifier) ?? []
    if (type && member === '*') whole.push(type)
    else if (type && member) named.set(member, `${type}.${member}`)
  }
  return (name) =>
    named.get(name) ?? (whole.length === 1 && /^[A-Z][A-Z0-9_]*$/.test(name) ? `${whole[0]}.${name}` : undefined)
}

/** The same, and of a constant that the file does not declare: it is of its own type, which may take it from another. */
function constantName(imports: Skim['imports'], type: string | undefined): (name: string) => string | undefined {
  const imported = importedName(imports)
  return (name) => imported(name) ?? (type && /^[A-Z][A-Z0-9_]*$/.test(name) ? `${type}.${name}` : undefined)
}

function ownType([first]: readonly string[]): string | undefined {
  return first?.slice(first.lastIndexOf('.') + 1)
}

/** What says less of a queue, or of a bean, than another place of the file does. */
function withoutRepeats(facts: readonly Fact[]): readonly Fact[] {
  const queues = facts.filter((fact) => fact.is === 'queue')
  const nameOf = ({product, queue}: QueueUse): string => JSON.stringify([product, queue])
  const directed = new Set(queues.filter(({does}) => does).map(nameOf))
  const heard = new Set(queues.filter(({does, queue}) => does === 'receives' && queue).map(({product}) => product))
  return facts.filter((fact) => {
    if (fact.is !== 'queue') return true
    if (fact.queue && !fact.does) return !directed.has(nameOf(fact))
    return !(fact.does === 'receives' && !fact.queue && !fact.operation && heard.has(fact.product))
  })
}

const importLine = /^[ \t]*import\s+(?:static\s+)?([\w$.]+(?:\s*\.\s*\*)?)\s*;/gm
const packageLine = /^[ \t]*package\s+([\w$.]+)\s*;/m
const declared = /[{}]|\b(?:class|interface|enum|record)\s+([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)/g
const textOrName = String.raw`(?:"(?:[^"\\\n]|\\.){0,200}"|[A-Za-z_][\w.]{0,200})`
const sum = String.raw`(${textOrName}(?:\s{0,40}\+\s{0,40}${textOrName}){0,20})`
const constant = new RegExp(String.raw`\bstatic\s+final\s+String\s+(\w{1,100})\s*=\s*${sum}\s*;`, 'g')
/** Whatever an interface gives a value is constant. */
const ofInterface = new RegExp(String.raw`\bString\s+([A-Z][A-Z0-9_]{0,99})\s*=\s*${sum}\s*;`, 'g')
const secret = /pass|pwd|secret|token|credential|key$/i

function skim({text}: ScannedFile): Skim {
  const code = codeAlone(text, notCodeOfC)
  const lineAt = lineCounter(code)
  const imports = [...code.matchAll(importLine)].map(({1: specifier = '', index}) => ({
    specifier: specifier.replace(/\s/g, ''),
    line: lineAt(index + 1),
  }))
  const own = packageLine.exec(code)?.[1]
  const types = outerTypes(code)
  return {
    imports,
    declares: types.map((name) => (own ? `${own}.${name}` : name)),
    // What an import names need not be looked for.
    uses: firstLines(
      code,
      typeUse,
      new Set(
        imports.flatMap(({specifier}) => [specifier.slice(specifier.lastIndexOf('.') + 1), ...wholeTypes(specifier)]),
      ),
    ),
    ...typesSeen(code, lineAt),
    ...constants({text, code, imports, type: types[0]}),
    isOfInterest:
      addressInLiteral.test(text) ||
      namesTables.test(text) ||
      queryAnnotation.test(text) ||
      isOfInterest(text, librariesOf(imports)),
  }
}

/** A type by its own name, or by its whole one. */
const typeUse =
  /(?<![\w$.\u0080-\uffff])(?:[a-z_]\w*\.){1,20}[A-Z][\w$]*|(?<![\w$.\u0080-\uffff])[A-Z][\w$\u0080-\uffff]*/g

/** The type of an import, as `typeUse` finds it in the import itself. */
function wholeTypes(specifier: string): readonly string[] {
  return /^(?:[a-z_]\w*\.)+[A-Z][\w$]*/.exec(specifier) ?? []
}

function outerTypes(code: string): readonly string[] {
  const names: string[] = []
  let depth = 0
  for (const [mark, name] of code.matchAll(declared)) {
    if (mark === '{') depth += 1
    else if (mark === '}') depth -= 1
    else if (name && depth === 0) names.push(name)
  }
  return names
}

interface Declaring {
  readonly text: string
  readonly code: string
  readonly imports: Skim['imports']
  /** The first that the file declares. */
  readonly type: string | undefined
}

/** What other files may name; never what may be a secret. */
function constants({text, code, imports, type}: Declaring): Pick<Skim, 'constants'> {
  if (type === undefined) return {}
  const isInterface = code.includes(`interface ${type}`)
  const pattern = isInterface ? ofInterface : text.includes('static final String') ? constant : undefined
  const found = [...(pattern ? text.matchAll(pattern) : [])].filter(
    ([, name = '', value = '']) => !secret.test(name) && !/:\/\/[^/]*@/.test(value),
  )
  const own = new Set(found.map(([, name]) => name))
  const imported = importedName(imports)
  const whole = (name: string): string =>
    name.includes('.')
      ? name.split('.').slice(-2).join('.')
      : ((own.has(name) ? undefined : imported(name)) ?? `${type}.${name}`)
  const put = found.map(([, name = '', value = '']) => [`${type}.${name}`, putTogether(value, whole)] as const)
  const above = servesRest.test(text) ? typesAbove(code, type) : []
  const all = [...put, ...(above.length > 0 ? [[`${inheritors} ${type}`, above.join(' ')] as const] : [])]
  return all.length > 0 ? {constants: Object.fromEntries(all)} : {}
}

/** A sum of texts and names, with the whole names of constants marked. */
function putTogether(sum: string, whole: (name: string) => string): string {
  return [...sum.matchAll(/"((?:[^"\\]|\\.)*)"|[\w$.]+/g)]
    .map(([name, literal]) => literal?.replace(/\\(.)/g, '$1') ?? `${referred}${whole(name)}${referred}`)
    .join('')
}

const servesRest = /\bws\.rs\.|\bweb\.bind\.annotation\./

/** The types whose constants a type takes for its own. */
function typesAbove(code: string, type: string): readonly string[] {
  const [, above = ''] =
    new RegExp(`\\b(?:class|interface)\\s+${nameInPattern(type)}\\b([^{]{0,500})\\{`).exec(code) ?? []
  const names = above.replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, ' ').match(/[\w$.]+/g) ?? []
  return names
    .filter((name) => !/^(?:extends|implements|permits)$/.test(name))
    .map((name) => name.slice(name.lastIndexOf('.') + 1))
}

function librariesOf(imports: Skim['imports']): readonly Library[] {
  return [...librariesFor(javaLibraries, imports), ...cloudClients(imports)]
}

/** Annotations whose text is a query of the database, in all libraries that have such. */
const queryAnnotation = /@(?:Query|NativeQuery|Sql(?:Query|Update|Batch|Call)|Select|Insert|Update|Delete)\s*\(/
const annotatedEnd = /@[\w.]+(?=\s*\.\.\.)/g

const addressInLiteral = /"[^"\n]{0,500}(?::\/\/|\bjdbc:)/
