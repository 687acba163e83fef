import {withoutKeys} from '../../model/secrets.ts'
import {cleanAddress, hasScheme, withoutQuery, withoutUserPart} from './clean-address.ts'
import {constantWithoutSecrets, programAlone} from './clean-constant.ts'
import {isFtpProgram, machineOfParameter} from './languages/jcl/ftp.ts'
import type {JclMember, JclStatement} from './languages/definition-fact.ts'
import type {DataItems} from './languages/mainframe-fact.ts'
import type {DatabaseUse, Fact, FileFacts, ProcessRun, Value} from './languages/fact.ts'
import type {ImportSeen} from './resolve-imports.ts'
import type {OutsideFact, OutsideFound} from './outside-scanner.ts'
import type {Exported, Exports, NestSeen, PlainCall, ScriptScan} from './scripts/script-scan.ts'
import {isSecretItem} from './secret-item.ts'

type Clean = (text: string) => string

/**
 * What a scanner says without what may be secret: of an address its user part, its query and parts of its path that
 * look like keys; of a program all but its name; of a connection all. It goes through here before it is kept anywhere.
 */
export function fileWithoutSecrets({facts, imports, constants, ...rest}: FileFacts): FileFacts {
  return {
    ...rest,
    imports: imports.map(importWithoutSecrets),
    facts: factsWithoutSecrets(facts),
    ...(constants && {constants: constantsWithoutSecrets(constants)}),
  }
}

/** A module may be taken from an address with a token. */
export function importWithoutSecrets(seen: ImportSeen): ImportSeen {
  return hasScheme(seen.specifier) ? {...seen, specifier: cleanAddress(seen.specifier)} : seen
}

export function factsWithoutSecrets(facts: readonly Fact[]): readonly Fact[] {
  return facts.map(cleanFact)
}

/** The same of a module of TypeScript or JavaScript, with what it gives to others. */
export function scriptWithoutSecrets(scan: ScriptScan): ScriptScan {
  const {facts, exports, augments, routed, mounts, tabled, nest, ...rest} = scan
  return {
    ...rest,
    facts: factsWithoutSecrets(facts),
    ...(exports && {exports: cleanExports(exports)}),
    ...(augments && {
      augments: Object.fromEntries(Object.entries(augments).map(([of, types]) => [of, cleanExports(types)])),
    }),
    ...(routed && {routed: routed.map((one) => ({...one, fact: {...one.fact, path: cleanValue(one.fact.path)}}))}),
    ...(mounts && {mounts: mounts.map((one) => ({...one, prefix: cleanValue(one.prefix)}))}),
    ...(tabled && {tabled: tabled.map((one) => ({...one, path: cleanValue(one.path)}))}),
    ...(nest && {nest: cleanNest(nest)}),
  }
}

function cleanNest({prefixes, global, ...rest}: NestSeen): NestSeen {
  return {
    ...rest,
    prefixes: prefixes.map((one) => ({...one, prefix: cleanValue(one.prefix)})),
    ...(global && {global: {...global, prefix: cleanValue(global.prefix)}}),
  }
}

/** The same of a scanner from outside, whose facts may be of any form that is allowed. */
export function outsideWithoutSecrets(found: OutsideFound): OutsideFound {
  return {...found, facts: found.facts.map((fact) => cleanFact(fact as Fact) as OutsideFact)} // what is left out stays so
}

function cleanFact(fact: Fact): Fact {
  if (fact.is === 'process') return cleanProgram(fact)
  if (fact.is === 'database') return cleanDatabase(fact)
  if (fact.is === 'items') return cleanItems(fact)
  if (fact.is === 'jcl') return cleanMember(fact)
  if (fact.is === 'http')
    return {
      ...fact,
      ...(fact.url && {url: cleanValue(fact.url)}),
      ...(fact.otherwise && {otherwise: fact.otherwise.map(cleanValue)}),
    }
  if (fact.is === 'serves')
    return {...fact, path: cleanValue(fact.path), ...(fact.parts && {parts: fact.parts.map(cleanValue)})}
  if (fact.is === 'sql' || fact.is === 'address' || fact.is === 'setting' || fact.is === 'cloud') return fact
  return cleanParts(fact, cleanText) as Fact // the same parts with other texts
}

/** Of all the texts of a value, at any depth. */
function cleanParts(part: unknown, clean: Clean): unknown {
  if (typeof part === 'string') return clean(part)
  if (Array.isArray(part)) return part.map((one) => cleanParts(one, clean))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, one]) => [key, key === 'is' ? one : cleanParts(one, clean)]),
  )
}

function mapValue(value: Value, clean: Clean): Value {
  if ('literal' in value) return {literal: clean(value.literal)}
  return 'rest' in value && value.rest !== undefined ? {...value, rest: clean(value.rest)} : value
}

function cleanValue(value: Value): Value {
  return mapValue(value, cleanAddress)
}

/** A text that names something, or an address. */
function cleanText(text: string): string {
  if (hasScheme(text)) return cleanAddress(text)
  return withoutUserPart(withoutKeys(/^'?\//.test(text) ? withoutQuery(text) : text, '{}'))
}

/** A connection string of which a run decides the machine. */
const leavesMachine =
  /^\{\}$|^(?:jdbc:)?[\w:+-]{1,60}:(?:@?\/\/|@)(?:[^/@\s]{0,200}@)?\{\}|(?:^|;)\s*(?:data source|server|servername|addr(?:ess)?|host(?:name)?)\s*=\s*(?:tcp:)?\{\}/i

/** Only where a connection leads is told, and the address beside it says that. */
function cleanDatabase({connection, ...fact}: DatabaseUse): DatabaseUse {
  return {
    ...fact,
    ...(connection && {connection: mapValue(connection, (text) => (leavesMachine.test(text) ? '{}' : ''))}),
  }
}

function cleanProgram({program, ...fact}: ProcessRun): ProcessRun {
  return {...fact, program: mapValue(program, programAlone)}
}

/** Literals that other files may name: for what, is not known yet. */
function constantsWithoutSecrets(constants: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(constants).flatMap(([name, literal]) => {
      const clean = constantWithoutSecrets(name, literal)
      return clean === undefined ? [] : [[name, clean] as const]
    }),
  )
}

function cleanExports(exports: Exports): Exports {
  return Object.fromEntries(
    Object.entries(exports).flatMap(([name, one]) => {
      const clean = cleanExported(name, one)
      return clean ? [[name, clean] as const] : []
    }),
  )
}

function cleanExported(name: string, exported: Exported): Exported | undefined {
  if ('thing' in exported) return {thing: {...exported.thing, before: exported.thing.before.map(cleanCall)}}
  if ('from' in exported) return exported
  if ('asked' in exported) return {...exported, asked: cleanExports(exported.asked)}
  if (!('value' in exported)) return cleanShape(name, exported)
  const {value} = exported
  if (!('literal' in value)) return {value: cleanValue(value)}
  const literal = constantWithoutSecrets(name, value.literal)
  return literal === undefined ? undefined : {value: {literal}}
}

/** Of an object, a function or a class. */
function cleanShape(
  name: string,
  shape: Exclude<Exported, {value: Value} | {thing: unknown} | {from: string} | {asked: Exports}>,
): Exported {
  const [gives, instance] = [
    'gives' in shape && shape.gives && cleanExported(name, shape.gives),
    'instance' in shape && cleanExported(name, shape.instance),
  ]
  return {
    ...('parts' in shape && shape.parts && {parts: cleanExports(shape.parts)}),
    ...(gives && {gives}),
    ...('takes' in shape && shape.takes && {takes: cleanExports(shape.takes)}),
    ...(instance && {instance}),
  } as Exported // the same parts with other texts
}

function cleanCall(call: PlainCall): PlainCall {
  const named = Object.entries(call.named).map(([name, value]) => [name, cleanValue(value)] as const)
  return {...call, values: call.values.map(cleanValue), named: Object.fromEntries(named)}
}

/** An item whose name says that it holds a secret takes what is known at run time alone, as far as is told. */
function cleanItems(fact: DataItems): DataItems {
  const items = Object.entries(fact.items).map(([name, data]) => {
    if (!isSecretItem(name)) return [name, cleanParts(data, cleanText) as typeof data] as const
    const {parent, moves = []} = data
    const items = moves.filter((one) => !one.startsWith("'"))
    return [
      name,
      {...(parent !== undefined && {parent}), ...(items.length > 0 && {moves: items}), isOpen: true},
    ] as const
  })
  return {...fact, items: Object.fromEntries(items)}
}

function cleanMember({statements, ...fact}: JclMember): JclMember {
  return {...(cleanParts(fact, cleanText) as typeof fact), statements: statements.map(cleanStatement)}
}

/** Of parameters of programs only those of the regions of IMS are followed. */
const ofRegion = /^['(\s]*(?:[A-Z]{3}|&[A-Z0-9@#$]{1,8}\.?),/

function cleanStatement({given, ...rest}: JclStatement): JclStatement {
  const kept = Object.entries(given).flatMap(([key, value]) => {
    if (isSecretItem(key)) return []
    return [[key, /^PARM\b/.test(key) ? parameterOf(given.PGM, value) : withoutKeys(value, '{}')] as const]
  })
  return {...(cleanParts(rest, cleanText) as typeof rest), given: Object.fromEntries(kept)}
}

/** Options of the client of FTP, by which one knows its parameter where a call of a procedure gives it. */
const ofFtp = /\(\s*(?:EXIT|TIMEOUT|TRACE|VERBOSE|TCP)\b/i

/**
 * Of parameters of jobs, those of regions of IMS, the machine of FTP, and the name of a member of REXX that is run; others
 * may be secret.
 */
function parameterOf(program: string | undefined, value: string): string {
  if (ofRegion.test(value)) return withoutKeys(value, '{}')
  if (isFtpProgram(program)) return machineOfParameter(value) ?? ''
  if (program === undefined && ofFtp.test(value)) return machineOfParameter(value) ?? '('
  const pattern =
    program === 'IRXJCL' ? /^'?\s*[A-Z@#$][A-Z0-9@#$]{0,7}(?=[\s']|$)/ : /^'?\s*%[A-Z@#$][A-Z0-9@#$]{0,7}(?=[\s']|$)/
  const [exec = ''] = program === 'IRXJCL' || /^IKJEFT/.test(program ?? '') ? (pattern.exec(value) ?? []) : []
  return exec.replace(/^'\s*/, '')
}
