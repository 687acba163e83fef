import {textStanding} from '../../name-before.ts'
import {addressesIn} from '../../addresses-in-text.ts'
import {dotnetType, dotnetWords} from '../dotnet-types.ts'
import {programName} from '../command.ts'
import {isSetting} from '../environment-names.ts'
import type {Fact} from '../fact.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import {lineOf} from '../line-of.ts'
import {plainSite} from '../plain-site.ts'
import {sqlIn} from '../shell-databases.ts'
import {pathRun, programFacts} from '../shell-programs.ts'
import {textOf, valueOf} from '../word.ts'
import {calledName, cmdletCall, programWords, wordOf} from './cmdlet-call.ts'
import {linkPowerShell} from './imports.ts'
import {aliases, cloudFact, cmdlets} from './libraries.ts'
import {type Invocation, type Statements, statementsOf, type TypeUse} from './statements.ts'
import {faultOf, type Token, tokensOf} from './tokens.ts'

/**
 * Read by tokens, without a grammar: that of tree-sitter takes one sound script in five for a broken one.
 */
export const powershell: LanguageScanner = {
  id: 'powershell',
  name: 'PowerShell',
  extensions: ['ps1', 'psm1', 'psd1'],
  skim,
  facts,
  link: linkPowerShell,
}

function skim({path, text}: ScannedFile): Skim {
  const script = tokensOf(text)
  const statements = statementsOf(script.tokens)
  const lineAt = lineOf(text)
  const fault = faultOf(script, lineAt)
  const imports = [
    ...(path.toLowerCase().endsWith('.psd1') ? manifestImports(script.tokens) : []),
    ...required(text),
    ...statements.invocations.flatMap((invocation) => importsOf(invocation, statements)),
  ]
  return {
    imports: imports.toSorted((a, b) => a.at - b.at).map(({specifier, at}) => ({specifier, line: lineAt(at)})),
    declares: [...new Set(statements.functions)],
    uses: usesOf(statements, lineAt),
    isOfInterest: ofInterest.test(text),
    ...(fault && {fault}),
  }
}

interface ImportAt {
  readonly specifier: string
  readonly at: number
}

function importsOf(
  {called, arguments: given, isDotSourced, at}: Invocation,
  statements: Statements,
): readonly ImportAt[] {
  const name = calledName(called, statements)
  const lower = name.toLowerCase()
  if (isDotSourced || /\.ps1$/.test(lower)) return /\.psm?1$/.test(lower) ? [{specifier: name, at}] : []
  if (lower === 'import-module' || lower === 'ipmo') {
    const call = cmdletCall(given, statements)
    const words = [...call.named('name'), ...call.at(0)]
    return words.map(textOf).flatMap((specifier) => (specifier ? [{specifier, at}] : []))
  }
  if (lower !== 'using') return []
  const [kind, which] = programWords(given, statements).map(textOf)
  return kind?.toLowerCase() === 'module' && which ? [{specifier: which, at}] : []
}

/** `#Requires -Modules A, B`. */
function required(text: string): readonly ImportAt[] {
  return [...text.matchAll(/^#requires\s[^\n]*?-modules?\s+([\w., "'-]+)/gim)].flatMap(({1: names = '', index}) =>
    names
      .replace(/["']|\s-.*$/g, '')
      .split(',')
      .map((name) => ({specifier: name.trim(), at: index}))
      .filter(({specifier}) => specifier),
  )
}

/** What a module's manifest names: its root, the modules and scripts that it loads. */
function manifestImports(tokens: readonly Token[]): readonly ImportAt[] {
  const found: ImportAt[] = []
  let isOf = false
  for (const [at, token] of tokens.entries()) {
    if (tokens[at + 1]?.text === '=')
      isOf = /^(?:rootmodule|moduletoprocess|nestedmodules|requiredmodules|scriptstoprocess)$/i.test(token.text)
    const [piece] = token.pieces
    if (isOf && token.kind === 'text' && piece && 'text' in piece && piece.text)
      found.push({specifier: piece.text, at: token.start})
  }
  return found
}

function usesOf({invocations}: Statements, lineAt: (at: number) => number): string {
  const uses = new Map<string, number>()
  for (const {called, at} of invocations) {
    const [piece] = called
    const name = piece && 'text' in piece ? piece.text.toLowerCase() : ''
    if (/^[a-z]\w*-\w+$/.test(name) && !Object.hasOwn(cmdlets, name) && !uses.has(name)) uses.set(name, lineAt(at))
  }
  return [...uses].map(([name, line]) => `${name}:${line}`).join(' ')
}

interface FactAt {
  readonly said: FactSaid
  readonly at: number
}

function facts({text}: ScannedFile, _: unknown, {imports, declares}: Skim): readonly Fact[] {
  const {tokens} = tokensOf(text)
  const statements = statementsOf(tokens)
  const isAws =
    imports.some(({specifier}) => /^aws/i.test(specifier)) ||
    /\b(?:Initialize-AWSDefault|Set-AWSCredential|AWSPowerShell|AWS\.Tools)/i.test(text)
  const own = new Set(declares.map((name) => name.toLowerCase()))
  const found = [
    ...statements.invocations.flatMap((one) => placed(one.at, commandFacts(one, statements, {isAws, own}))),
    ...statements.types.flatMap((one) => placed(one.at, typeFacts(one, statements))),
    ...tokens.flatMap((token, at) => placed(token.start, tokenFacts(tokens, at))),
  ]
  const isDatabase = found.some(({said}) => said.is === 'database') || databaseWords.test(text)
  const literals = tokens.flatMap((token) =>
    placed(token.start, literalFacts(token, statements, {isDatabase, file: text})),
  )
  const lineAt = lineOf(text)
  const all = [...found, ...literals].toSorted((a, b) => a.at - b.at)
  return unique(all.map(({said, at}) => ({...said, line: lineAt(at)}) as Fact)) // the line is all that a said fact lacks
}

function placed(at: number, said: readonly FactSaid[]): readonly FactAt[] {
  return said.map((one) => ({said: one, at}))
}

function unique(all: readonly Fact[]): readonly Fact[] {
  return [...new Map(all.map((fact) => [JSON.stringify(fact), fact])).values()]
}

function commandFacts(
  {called, arguments: given}: Invocation,
  statements: Statements,
  {isAws, own: declared}: {readonly isAws: boolean; readonly own: ReadonlySet<string>},
): readonly FactSaid[] {
  const name = calledName(called, statements)
  const lower = name.toLowerCase()
  // A function of the file goes before a command of a module.
  if (declared.has(lower)) return []
  const cmdlet = Object.hasOwn(aliases, lower) ? (aliases[lower] ?? lower) : lower
  if (Object.hasOwn(cmdlets, cmdlet)) return cmdlets[cmdlet]?.(cmdletCall(given, statements)) ?? []
  if (/^[a-z]+-\w+$/i.test(name)) {
    const cloud = cloudFact(name, isAws)
    return cloud ? [cloud] : []
  }
  const own = programFacts({name: programName(name), words: programWords(given, statements)})
  if (own.length > 0 || /\.psm?1$/.test(lower)) return own
  return /[\\/]|\.(?:exe|cmd|bat|com|vbs)$/i.test(name) ? pathRun(wordOf(called, statements)) : []
}

function typeFacts({type, member, arguments: given}: TypeUse, statements: Statements): readonly FactSaid[] {
  const rule = dotnetType(type)
  if (!rule) return []
  const {methods = {}} = rule
  const maker = member === undefined ? rule.made : Object.hasOwn(methods, member) ? methods[member] : methods['*']
  const values = given.map((pieces) => valueOf(wordOf(pieces, statements)))
  const said = maker?.(plainSite(member ?? type, 1, values))
  return said === undefined ? [] : [said].flat()
}

/** Variables of the environment that are read. */
function tokenFacts(tokens: readonly Token[], at: number): readonly FactSaid[] {
  const token = tokens[at]
  if (!token || token.kind === 'mark' || token.kind === 'end') return []
  const isSet = token.kind === 'variable' && tokens[at + 1]?.text === '='
  const isPlain = token.kind === 'text' && /^@?['‘’]/.test(token.text)
  if (isSet || isPlain || !/env:/i.test(token.text)) return []
  const names =
    token.kind === 'variable'
      ? token.pieces.flatMap((piece) => ('environment' in piece ? [piece.environment] : []))
      : [...token.text.matchAll(/\$\{?env:(\w+)/gi)].map(([, name = '']) => name)
  return names.filter(isSetting).map((key) => ({is: 'setting', from: 'environment', key}))
}

function literalFacts(
  token: Token,
  statements: Statements,
  {isDatabase, file}: {readonly isDatabase: boolean; readonly file: string},
): readonly FactSaid[] {
  if (token.kind !== 'text' && token.kind !== 'word') return []
  const isAddress = token.text.includes('://')
  const isSql = isDatabase && token.kind === 'text' && sqlText.test(token.text)
  if (!isAddress && !isSql) return []
  const text = textOf(wordOf(token.pieces, statements))
  return [
    ...(isAddress ? addressesIn(text).map((address) => literalSaid(address, text, {file, at: token.start})) : []),
    ...(isSql ? sqlIn(text) : []),
  ]
}

function literalSaid(
  address: ReturnType<typeof addressesIn>[number],
  text: string,
  {file, at}: {readonly file: string; readonly at: number},
): FactSaid {
  const before = file.slice(Math.max(0, at - 500), at)
  const standing = isShown(before, text)
    ? 'named'
    : calledWith.test(before)
      ? 'connection'
      : textStanding(text, file, at, address.protocol)
  return {is: 'address', ...address, standing}
}

/** `New-GraphGetRequest -Uri `: a command of the scripts' own whose name says that it asks an address. */
const calledWith =
  /(?:^|[\s(=|;{])[A-Za-z]+-\w*(?:Request|RestMethod|WebMethod|Api|ApiCall)\b[^\n|;]*\s-(?:uri|url):?\s*\(?$/i

/** `Write-Host ("Visit `: what people read, as a command shows it or as words stand before it. */
function isShown(before: string, literal: string): boolean {
  const words = literal.slice(0, literal.search(/[a-z][a-z+]*:\/\//i))
  return /(?:^|[\s({;|])(?:Write|Show)-\w+[^\n;|]*$/i.test(before) || /[A-Za-z]{3,}[:,.]?\s+(?:\S+\s+)*$/.test(words)
}

const sqlText =
  /^@?["'“”]\s*(?:select|insert|update|delete|merge|with|exec(?:ute)?|truncate|set|declare|use|begin|if)\b/i
const databaseWords =
  /\b(?:Invoke-(?:Sqlcmd|DbaQuery)|SqlCommand|SqlDataAdapter|OleDb|Odbc|OracleCommand|MySqlCommand|ADODB)/i
const words = [...Object.keys(cmdlets), ...Object.keys(aliases)].map((name) => name.replace(/\W/g, '\\$&'))
const ofInterest = new RegExp(
  `://|\\$\\{?env:|\\\\\\\\\\w|${dotnetWords.source}|(?<![\\w-])(?:${words.join('|')}|[a-z]+-az(?:urerm)?[a-z]\\w*|[a-z]+-(?:s3|ec2|sqs|sns|rds|ssm|ddb)\\w+)(?![\\w-])|\\.exe|\\b(?:curl|psql|mysql|sqlcmd|osql|bcp|isql|sqlplus|scp|sftp|ftp|plink|pscp|ssh|aws|az|gcloud|docker|kubectl|java|python|perl|php|node|schtasks|net|robocopy|blat)\\b`,
  'i',
)
