import {addressesIn} from '../../addresses-in-text.ts'
import type {Fact} from '../fact.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import {sqlFact} from '../sql-text.ts'
import {basicFacts} from './basic-facts.ts'
import {formHeader} from './form-header.ts'
import {linkVb6} from './imports.ts'
import {comType, type FactAt, placed} from './libraries.ts'
import {plainSite} from '../plain-site.ts'
import {namesUsed} from './names-used.ts'
import {partsOf} from './procedures.ts'
import {vb6Tokens} from './tokens.ts'

/** Visual Basic 6, and modules of VBA as they are exported. No sound grammar is to be had: they are read by tokens. */
export const vb6: LanguageScanner = {
  id: 'vb6',
  name: 'Visual Basic 6',
  extensions: ['bas', 'cls', 'frm', 'ctl', 'pag', 'dsr', 'dob'],
  skim,
  facts,
  link: linkVb6,
}

/** What others keep in files with these endings: classes of LaTeX and of Apex, control files of SQL*Loader. */
const others =
  /^\s*(?:%|\\(?:documentclass|NeedsTeXFormat|Provides)|(?:options\s*\([^)]*\)\s*)?load\s+data\b|(?:\/\*|\/\/|@\w|(?:public|private|global)\s+(?:(?:virtual|abstract|with|without|inherited)\s+(?:sharing\s+)?){0,3}(?:class|interface|enum)\s+\w+[^\n]*\{))/i
const moduleName = /^[^\S\n]*attribute[^\S\n]+vb_name[^\S\n]*=[^\S\n]*"(\w{1,255})"/im

/** The code alone, with its places: what stands above it in a form is none. */
function codeOf(text: string): {readonly code: string; readonly header: ReturnType<typeof formHeader>} {
  if (others.test(text)) return {code: '', header: {controls: [], length: 0, isCut: false}}
  const header = formHeader(text)
  return {code: text.slice(0, header.length).replace(/[^\n]/g, ' ') + text.slice(header.length), header}
}

/** Properties of controls that show their text. */
const forPeople = /^(?:caption|tooltiptext|text|tag|title)$/

function skim({path, text}: ScannedFile): Skim {
  const {code, header} = codeOf(text)
  if (code.trim() === '' && header.controls.length === 0) return {imports: [], declares: [], isOfInterest: false}
  const tokens = vb6Tokens(code)
  const parts = partsOf(tokens)
  const lineAt = lineOf(text)
  const name = moduleName.exec(code)?.[1] ?? /([^/]+)\.\w+$/.exec(path)?.[1] ?? ''
  const isModule = /\.bas$/i.test(path)
  const {uses, natives, offered} = namesUsed(tokens, parts, {
    lineAt,
    controls: header.controls.map((control) => control.name.toLowerCase()),
  })
  const fault =
    parts.unended !== undefined
      ? {line: lineAt(parts.unended), message: 'syntax error: this procedure never ends'}
      : header.isCut
        ? {line: 1, message: 'syntax error: the form has no code behind its header: it may be cut'}
        : undefined
  return {
    imports: natives,
    declares: [name, ...(isModule ? offered.map((one) => `${name}.${one}`) : [])],
    uses,
    isOfInterest: true,
    ...(fault && {fault}),
  }
}

function facts({text}: ScannedFile): readonly Fact[] {
  const {code, header} = codeOf(text)
  const typed = new Map(header.controls.map(({name, type}) => [name.toLowerCase(), type.toLowerCase()]))
  const found = [...headerFacts(header), ...basicFacts(vb6Tokens(code), code, typed)]
  return placed(found, text)
}

/** What the properties of controls say: connections, sources of records, addresses. */
function headerFacts({controls}: ReturnType<typeof formHeader>): readonly FactAt[] {
  return controls.flatMap(({type, properties}) => {
    const methods = comType(type.toLowerCase())?.methods ?? {}
    return properties.flatMap(({name, value, isText, at}): readonly FactAt[] => {
      if (!isText || value === '' || forPeople.test(name)) return []
      const maker = Object.hasOwn(methods, `${name}=`) ? methods[`${name}=`] : undefined
      const said = maker?.(plainSite(`${name}=`, 1, [{literal: value}]))
      const sql = sqlFact(value)
      return [
        ...(said === undefined ? [] : [said].flat().map((one) => ({said: one, at}))),
        ...(sql ? [{said: sql, at}] : []),
        ...(value.includes('://')
          ? addressesIn(value).map((address) => ({said: {is: 'address' as const, ...address}, at}))
          : []),
      ]
    })
  })
}
