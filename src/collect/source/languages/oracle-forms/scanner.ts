import type {Fact, FileFacts, SqlText} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import {plsqlTokens, type Token} from '../plsql/tokens.ts'
import {unitFacts} from '../plsql/unit-facts.ts'
import {sqlFact} from '../sql-text.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'
import {linkForms} from './imports.ts'
import {builtIns} from './libraries.ts'
import {fileName, moduleParts} from './module-parts.ts'

/** Modules of Oracle Forms as frmf2xml writes them, and libraries as text; their code is PL/SQL. */
export const oracleForms: LanguageScanner = {
  id: 'oracle-forms',
  name: 'Oracle Forms',
  extensions: ['pld'],
  names: /_(?:fmb|mmb|olb)\.xml$/i,
  read,
  link: linkForms,
}

function read({path, text}: ScannedFile): FileFacts {
  if (text.trim() === '') return {imports: [], declares: [], facts: []}
  return /\.pld$/i.test(path) ? readLibrary(path, text) : readModule(text)
}

function readLibrary(path: string, text: string): FileFacts {
  const tokens = plsqlTokens(text)
  const lineAt = lineOf(text)
  return {
    imports: [],
    declares: [`library.${fileName(path)}`],
    uses: usesOf(modulesCalled(tokens).map(({name, at}) => ({name, line: lineAt(at)}))),
    facts: unitFacts(tokens, text, builtIns),
  }
}

/** What a module says, whatever its file is called. */
export function readModule(text: string): FileFacts {
  const {declares, scripts, sources, uses, fault} = moduleParts(text)
  const facts: Fact[] = sources.flatMap(({kind, text: source, line}) => sourceFacts(kind, source, line))
  const called: {readonly name: string; readonly line: number}[] = []
  for (const script of scripts) {
    const tokens = plsqlTokens(script.text)
    // The whole of a script stands in one attribute of the element.
    const {line} = script
    for (const fact of unitFacts(tokens, script.text, builtIns)) facts.push({...fact, line})
    for (const {name} of modulesCalled(tokens)) called.push({name, line})
  }
  return {
    imports: [],
    declares: [...new Set(declares)],
    uses: usesOf([...uses, ...called]),
    facts: [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()].toSorted((a, b) => a.line - b.line),
    ...(fault && {fault}),
  }
}

function usesOf(named: readonly {readonly name: string; readonly line: number}[]): string {
  const found = new Map<string, number>()
  for (const {name, line} of named.toSorted((a, b) => a.line - b.line)) if (!found.has(name)) found.set(name, line)
  return [...found].map(([name, line]) => `${name}:${line}`).join(' ')
}

const callsForm = /^(?:call|open|new)_form$/

/** `CALL_FORM('orders')`; a name that a run decides is told as a program. */
function modulesCalled(tokens: readonly Token[]): readonly {readonly name: string; readonly at: number}[] {
  return tokens.flatMap(({kind, text, at}, place) => {
    if (kind !== 'word' || !callsForm.test(text) || tokens[place + 1]?.text !== '(') return []
    const named = tokens[place + 2]
    const isWhole = named?.kind === 'text' && /^[,)]$/.test(tokens[place + 3]?.text ?? '')
    const name = isWhole ? fileName(named.text) : ''
    return /^[\w$#-]+$/.test(name) ? [{name: `form.${name}`, at}] : []
  })
}

const none: Omit<SqlText, 'line'> = {is: 'sql', of: 'tables', reads: [], writes: [], calls: []}
const tableName = /^[\w$#".@]{1,261}$/

/** Tables that blocks are of, queries, and procedures that give rows. */
function sourceFacts(kind: string, source: string, line: number): readonly Fact[] {
  if (kind === 'query') {
    const sql = sqlFact(plainVerb(source.replace(/^\s*\(([^]*)\)\s*\w*\s*$/, '$1')))
    return sql ? [{...sql, line}] : []
  }
  const name = source.replaceAll('"', '')
  if (!tableName.test(source)) return [{...none, isPartial: true, line}]
  if (kind === 'procedure') return [{...none, calls: [name], line}]
  return [{...none, ...(kind === 'target' ? {writes: [name]} : {reads: [name]}), line}]
}
