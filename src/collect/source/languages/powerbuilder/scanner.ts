import {standingBehind, type Standing} from '../../connection-name.ts'
import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import {sqlFact} from '../sql-text.ts'
import {joinedTexts} from '../vb6/joined-texts.ts'
import {type FactAt, placed} from '../vb6/libraries.ts'
import {plainVerb, scopedFacts} from '../vb6/scoped-facts.ts'
import type {Token} from '../vbnet/tokens.ts'
import {readDataWindow} from './data-window.ts'
import {linkPowerBuilder} from './imports.ts'
import {powerBuilderFunction, powerBuilderType} from './libraries.ts'
import {plainStatements} from './plain-statements.ts'
import {partsOf} from './procedures.ts'
import {scriptTokens, type SqlStatement} from './tokens.ts'

/** Objects of PowerBuilder as they are exported. No sound grammar is to be had: they are read by tokens. */
export const powerBuilder: LanguageScanner = {
  id: 'powerbuilder',
  name: 'PowerBuilder',
  extensions: ['srw', 'sru', 'srd', 'srm', 'srf', 'sra', 'srs', 'srq', 'srp', 'srj'],
  read,
  link: linkPowerBuilder,
}

const longestName = 128

function read({path, text}: ScannedFile): FileFacts {
  const name = nameOf(path, text)
  if (/\.srj$/i.test(path) || text.trim() === '') return {imports: [], declares: [], facts: []}
  if (/\.sr[dqp]$/i.test(path)) {
    const {facts, uses} = readDataWindow(text)
    const isCut =
      /\.srd$/i.test(path) &&
      /\btable\s*\(/i.test(text) &&
      !/(?:\)|Source Expected After This Point)$/.test(text.trimEnd())
    return {
      imports: [],
      declares: [name],
      uses: firstOf(uses.map(({specifier, line}) => [specifier, line] as const)),
      facts: placed(facts, text),
      ...(isCut && {fault: {line: 1, message: 'syntax error: this DataWindow never ends: it may be cut'}}),
    }
  }
  return readScript(name, text)
}

function nameOf(path: string, text: string): string {
  const said = /^\W{0,3}(?:HA)?\$PBExportHeader\$([\w$#%-]{1,128})\.sr\w/.exec(text)?.[1]
  return (said ?? /([^/]+)\.\w+$/.exec(path)?.[1] ?? '').toLowerCase()
}

function firstOf(names: readonly (readonly [name: string, line: number])[]): string {
  const found = new Map<string, number>()
  for (const [name, line] of names) if (!found.has(name)) found.set(name, line)
  return [...found].map(([name, line]) => `${name}:${line}`).join(' ')
}

function readScript(name: string, text: string): FileFacts {
  const {tokens, statements} = scriptTokens(text)
  const lineAt = lineOf(text)
  const natives = librariesCalled(tokens)
  const isCut =
    /^\s*(?:event|on|(?:public|private|protected)\s+(?:function|subroutine))\b/im.test(text) && !ends.test(text)
  return {
    imports: natives.map(({library, at}) => ({specifier: library, line: lineAt(at)})),
    declares: [name],
    uses: namesUsed(name, tokens, lineAt),
    facts: placed(factsOf(tokens, statements, text, natives), text),
    ...(isCut && {
      fault: {line: 1, message: 'syntax error: no event, function or subroutine ends: the export may be cut'},
    }),
  }
}

const ends = /^\s*end\s+(?:event|on|function|subroutine|type|prototypes|variables)\b/im

/** Objects that a text may name: those that are opened, inherited from, declared, and DataWindows that a text sets. */
function namesUsed(own: string, tokens: readonly Token[], lineAt: (at: number) => number): string {
  const declared = new Set([own, ...controlsIn(tokens)])
  const uses = new Map<string, number>()
  const put = (written: string, at: number): void => {
    const name = written.toLowerCase()
    if (name.length <= longestName && !declared.has(name) && !uses.has(name)) uses.set(name, at)
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind === 'word' && !(tokens[at - 1]?.kind === 'mark' && tokens[at - 1]?.text === '.'))
      put(token.text, token.at)
    const isDataObject = token?.kind === 'word' && /^dataobject$/i.test(token.text) && tokens[at + 1]?.text === '='
    const named = isDataObject ? tokens[at + 2] : undefined
    if (named?.kind === 'text' && /^\w+$/.test(named.text)) put(named.text, named.at)
  }
  return [...uses].map(([name, at]) => `${name}:${lineAt(at)}`).join(' ')
}

/** `type cb_ok from commandbutton within w_main`. */
function controlsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, at) =>
    token.kind === 'word' && /^type$/i.test(token.text) && /^from$/i.test(tokens[at + 2]?.text ?? '')
      ? [tokens[at + 1]?.text.toLowerCase() ?? '']
      : [],
  )
}

interface LibraryCalled {
  readonly library: string
  readonly at: number
  /** In lower case, with the name that the library has it under. */
  readonly name: string
  readonly alias: string
}

/** `function long Rate(string s) library "rates.dll" alias for "RateA;Ansi"`. */
function librariesCalled(tokens: readonly Token[]): readonly LibraryCalled[] {
  return tokens.flatMap((token, at) => {
    const library = tokens[at + 1]
    if (token.kind !== 'word' || !/^library$/i.test(token.text) || library?.kind !== 'text' || !library.text) return []
    const name = nameBefore(tokens, at)
    const isAlias = /^alias$/i.test(tokens[at + 2]?.text ?? '') && /^for$/i.test(tokens[at + 3]?.text ?? '')
    const alias = isAlias && tokens[at + 4] ? (tokens[at + 4]?.text ?? '').replace(/;.*$/, '') : name
    return name ? [{library: library.text.slice(0, 255), at: token.at, name, alias: alias.toLowerCase()}] : []
  })
}

/** The name before the brackets that stand before a place. */
function nameBefore(tokens: readonly Token[], before: number): string {
  let at = before - 1
  for (; at > 0 && at > before - 200 && tokens[at]?.kind !== 'end'; at -= 1)
    if (tokens[at]?.text === '(' && tokens[at - 1]?.kind === 'word') return tokens[at - 1]?.text.toLowerCase() ?? ''
  return ''
}

function factsOf(
  tokens: readonly Token[],
  statements: readonly SqlStatement[],
  text: string,
  natives: readonly LibraryCalled[],
): readonly FactAt[] {
  const windows = new Map(natives.map(({name, alias}) => [name, alias.replace(/(?<=[a-z])[aw]$/, '')]))
  const parts = partsOf(joinedTexts(plainStatements(tokens)))
  return [
    ...statements.flatMap(statementFacts),
    ...scopedFacts(parts, new Map(), {
      typeRule: powerBuilderType,
      callRule: (name) => powerBuilderFunction(name, windows),
      brought: {},
      standing: (at) => standingAt(text, at),
      isSql: (at) => /sql\w*\s*(?:=|\()\s*$/i.test(text.slice(Math.max(0, at - 60), at)),
    }),
  ]
}

/** SQL of the code itself; one that is put together at run time is counted, where no text says it. */
function statementFacts({text, at}: SqlStatement): readonly FactAt[] {
  const [, procedure] = /^declare\s+\w+\s+procedure\s+for\s+(?:[\w]+\s*=\s*)?@?([\w.$#"]{1,200})/i.exec(text) ?? []
  if (procedure)
    return [{said: {is: 'sql', of: 'tables', reads: [], writes: [], calls: [procedure.replaceAll('"', '')]}, at}]
  const sql = sqlFact(plainVerb(sqlOf(text)))
  return sql ? [{said: sql, at}] : []
}

/** Without what only PowerBuilder has: the cursor around, the transaction that is used, `selectblob`. */
function sqlOf(text: string): string {
  return text
    .replace(/^declare\s+\w+\s+(?:dynamic\s+)?(?:scroll\s+)?cursor\s+for\s+/i, '')
    .replace(/^(select|update)blob\b/i, '$1')
    .replace(/\susing\s+[\w.]+\s*$/i, '')
    .replace(/^delete\s+(?!from\b)(?=[\w.$#"]+\s+where\b)/i, 'delete from ')
}

/** By the name that an address is given to. */
function standingAt(text: string, at: number): Standing {
  const name = /([\w.]{1,100})\s*=\s*$/.exec(text.slice(Math.max(0, at - 200), at))?.[1] ?? ''
  return name === '' ? 'named' : standingBehind(name.replace(/^.*\./, ''))
}
