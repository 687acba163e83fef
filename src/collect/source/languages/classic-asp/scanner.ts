import type {ImportSeen} from '../../resolve-imports.ts'
import type {Fact} from '../fact.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import {basicFacts} from '../vb6/basic-facts.ts'
import {placed} from '../vb6/libraries.ts'
import {vb6Tokens} from '../vb6/tokens.ts'
import {linkPages} from './imports.ts'
import {pageServed} from './libraries.ts'
import {pageCode} from './page-code.ts'

/** Pages of classic ASP: their VBScript is read by the tokens of Visual Basic 6. */
export const classicAsp: LanguageScanner = {
  id: 'classic-asp',
  name: 'Classic ASP',
  extensions: ['asp', 'asa'],
  skim,
  facts,
  link: linkPages,
}

const include = /<!--\s*#include\s+(file|virtual)\s*=\s*"([^"\n]{1,500})"/gi
const passedOn = /\bserver\s*\.\s*(?:execute|transfer)\s*\(?\s*"([^"?\n]{1,500})/gi

function skim({text}: ScannedFile): Skim {
  const code = pageCode(text)
  const lineAt = lineOf(text)
  const seen = [
    ...[...text.matchAll(include)].map(({1: kind = '', 2: path = '', index}) => ({
      specifier: kind.toLowerCase() === 'virtual' ? `/${path.replace(/^\//, '')}` : path,
      at: index,
    })),
    ...[...code.matchAll(passedOn)].map(({1: path = '', index}) => ({specifier: path, at: index})),
  ]
  const imports: readonly ImportSeen[] = seen
    .toSorted((a, b) => a.at - b.at)
    .map(({specifier, at}) => ({specifier, line: lineAt(at)}))
  return {imports, declares: [], isOfInterest: text.trim() !== ''}
}

function facts({path, text}: ScannedFile): readonly Fact[] {
  const code = pageCode(text)
  const served = pageServed(path)
  return [...(served && code ? [served] : []), ...placed(basicFacts(vb6Tokens(code), code), text)]
}
