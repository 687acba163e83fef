import {standingBehind, type Standing} from '../../connection-name.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import type {Token} from '../vbnet/tokens.ts'
import {joinedTexts} from '../vb6/joined-texts.ts'
import {placed} from '../vb6/libraries.ts'
import {scopedFacts} from '../vb6/scoped-facts.ts'
import {filesOpened} from './opened-files.ts'
import {formFacts} from './form-facts.ts'
import {readForm} from './form-text.ts'
import {linkDelphi} from './imports.ts'
import {broughtConstants, delphiFunction, delphiType} from './libraries.ts'
import {withListedSql} from './listed-sql.ts'
import {plainStatements} from './plain-statements.ts'
import {partsOf} from './procedures.ts'
import {type Directive, pascalTokens} from './tokens.ts'

/** Delphi and Free Pascal, with their forms. No sound grammar is to be had: they are read by tokens. */
export const delphi: LanguageScanner = {
  id: 'delphi',
  name: 'Delphi',
  extensions: ['pas', 'dpr', 'dpk', 'lpr', 'dfm', 'xfm', 'lfm'],
  read,
  link: linkDelphi,
}

function read({path, text}: ScannedFile): FileFacts {
  return /\.[dxl]fm$/i.test(path) ? readFormFile(text) : readUnit(path, text)
}

function readFormFile(text: string): FileFacts {
  if (!/^\s*(?:object|inherited|inline)\b/i.test(text)) return {imports: [], declares: [], facts: []}
  const {components, fault} = readForm(text)
  return {imports: [], declares: [], facts: placed(formFacts(components), text), ...(fault && {fault})}
}

function readUnit(path: string, text: string): FileFacts {
  const {tokens, directives} = pascalTokens(text)
  const lineAt = lineOf(text)
  const head = headOf(tokens)
  const {uses, paths} = unitsUsed(tokens, lineAt)
  const fault = head && !isEnded(tokens) && {line: lineAt(head.at), message: endless}
  const found = [...paths, ...included(path, directives, lineAt), ...libraries(tokens, lineAt)]
  return {
    imports: found.toSorted((a, b) => a.line - b.line),
    declares: head ? [head.declares] : [],
    uses,
    facts: ofInterest.test(text) ? placed(factsOf(tokens, directives, text), text) : [],
    ...(fault && {fault}),
  }
}

/** Words without one of which nothing of a file is told. */
const ofInterest =
  /'\s*(?:select|insert|update|delete|merge|with|exec|truncate|call)\b|:\/\/|T\w*(?:Connection|Query|Table|Proc|DataSet|Command|SQL|Database|Session|HTTP\w*|Client|FTP|SMTP|POP3|IMAP4|RIO|Socket|IniFile|Registry|StringList|Strings|Stream)\b|ActiveOle|Create(?:Ole|Com)Object|ShellExecute|WinExec|CreateProcess|(?:Copy|Move|Rename|Delete|Assign|Put|Get)File|GetEnvironment|Internet(?:Open|Connect)|(?:provider|driver|dsn|server|data source)\s*=/i
const endless = 'syntax error: nothing ends this unit (end.): it may be cut'
const longestName = 255

function word(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

/** `unit Claims;`, `library RateCalc;`. */
function headOf(tokens: readonly Token[]): {readonly declares: string; readonly at: number} | undefined {
  const kind = word(tokens[0])
  if (!/^(?:unit|program|library|package)$/.test(kind)) return undefined
  const name = namedAt(tokens, 1)
  return name ? {declares: kind === 'unit' ? name : `${kind} ${name}`, at: tokens[0]?.at ?? 0} : undefined
}

/** A name with dots. */
function namedAt(tokens: readonly Token[], start: number): string {
  let name = tokens[start]?.kind === 'word' ? tokens[start].text : ''
  for (let at = start + 1; name !== '' && tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'word'; at += 2)
    name += `.${tokens[at + 1]?.text ?? ''}`
  return name.slice(0, longestName)
}

/** `end.`, behind which nothing counts. */
function isEnded(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, at) => word(token) === 'end' && tokens[at + 1]?.text === '.' && tokens[at - 1]?.text !== '.',
  )
}

const mostUnits = 5000
const usesUnits = /^(?:uses|contains)$/i

/** `uses A, B in 'shared\B.pas';`, of packages `contains` too. */
function unitsUsed(
  tokens: readonly Token[],
  lineAt: (at: number) => number,
): {readonly uses: string; readonly paths: readonly ImportSeen[]} {
  const uses = new Map<string, number>()
  const paths: ImportSeen[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    if (!usesUnits.test(tokens[at]?.text ?? '') || tokens[at + 1]?.kind !== 'word') continue
    if (at > 0 && tokens[at - 1]?.kind === 'mark' && tokens[at - 1]?.text !== ';') continue
    for (at += 1; at < tokens.length && tokens[at]?.text !== ';' && uses.size < mostUnits; at += 1) {
      const token = tokens[at]
      const isFirst = tokens[at - 1]?.text === ',' || usesUnits.test(tokens[at - 1]?.text ?? '')
      if (token?.kind === 'text' && word(tokens[at - 1]) === 'in')
        paths.push({specifier: token.text.slice(0, longestName), line: lineAt(token.at)})
      if (token?.kind !== 'word' || !isFirst) continue
      const name = namedAt(tokens, at).toLowerCase()
      if (!uses.has(name)) uses.set(name, token.at)
    }
  }
  return {uses: [...uses].map(([name, at]) => `${name}:${lineAt(at)}`).join(' '), paths}
}

/** `{$I limits.inc}` and the form of a unit, `{$R *.dfm}`. */
function included(
  path: string,
  directives: readonly Directive[],
  lineAt: (at: number) => number,
): readonly ImportSeen[] {
  const own = /([^/]+)\.\w+$/.exec(path)?.[1] ?? ''
  return directives.flatMap(({text, at}) => {
    const [, written] = /^(?:i|include|r|resource)\s+'?([^'\s}]+?)'?(?:\s|$)/i.exec(text) ?? []
    if (!written || /^[+-]$/.test(written)) return []
    const isResource = /^r/i.test(text)
    if (isResource && !/\.[dxl]fm$/i.test(written)) return []
    const name = isResource || /\.\w+$/.test(written) ? written : `${written}.pas`
    return [{specifier: name.replace('*', () => own).slice(0, longestName), line: lineAt(at)}]
  })
}

const callsLibrary = /^(?:external|(?:safe)?loadlibrary[aw]?)$/i

/** `external 'rates.dll'`, `external RATES`, `LoadLibrary('rates.dll')`. */
function libraries(tokens: readonly Token[], lineAt: (at: number) => number): readonly ImportSeen[] {
  const constants = new Map<string, string | undefined>()
  for (let at = 2; at < tokens.length; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'mark', text: ''}
    if (kind !== 'text' || tokens[at - 1]?.text !== '=' || !/\.(?:dll|ocx|bpl|so)$/i.test(text)) continue
    const name = word(tokens[at - 2])
    constants.set(name, constants.has(name) && constants.get(name) !== text ? undefined : text)
  }
  const met = new Set<string>()
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || !callsLibrary.test(token.text)) return []
    const isLoaded = tokens[at + 1]?.text === '('
    if (!isLoaded && tokens[at - 1]?.text !== ';') return []
    let next = isLoaded ? at + 2 : at + 1
    if (isLoaded && /^p(?:ansi|wide)?char$/.test(word(tokens[next])) && tokens[next + 1]?.text === '(') next += 2
    const named = tokens[next]
    const name = named?.kind === 'text' ? named.text : constants.get(word(named))
    if (!name || met.has(name.toLowerCase())) return []
    met.add(name.toLowerCase())
    return [{specifier: name.slice(0, longestName), line: lineAt(token.at)}]
  })
}

function factsOf(
  tokens: readonly Token[],
  directives: readonly Directive[],
  text: string,
): ReturnType<typeof scopedFacts> {
  const implementation = tokens.find((token) => word(token) === 'implementation')
  const plain = joinedTexts(plainStatements(tokens, directives))
  const {outside, procedures, names} = partsOf(plain, implementation?.at ?? 0)
  const parts = {
    outside,
    names,
    procedures: procedures.map(({tokens: own, ...rest}) => ({...rest, tokens: withListedSql(own)})),
  }
  return scopedFacts(parts, new Map(), {
    typeRule: delphiType,
    callRule: delphiFunction,
    brought: broughtConstants,
    standing: (at) => standingAt(text, at),
    isSql: (at) => givenToSql.test(text.slice(Math.max(0, at - 100), at)),
    further: filesOpened,
  })
}

/** `SQLText := `, `q.CommandText := `, `q.SQL.Add(`. */
const givenToSql = /(?:\w*sql\w*(?:\.(?:text|add|append))?|commandtext)\s*(?::?=|\()\s*$/i

/** By the name that an address is given to. */
function standingAt(text: string, at: number): Standing {
  const [, name = ''] = /([\w.]{1,100})(?:\s*:\s*\w+)?\s*:?=\s*$/.exec(text.slice(Math.max(0, at - 200), at)) ?? []
  return name === '' ? 'named' : standingBehind(name.replace(/^.*\./, ''), name.split('.').toReversed().slice(1))
}
