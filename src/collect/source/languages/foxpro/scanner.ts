import {standingBehind, type Standing} from '../../connection-name.ts'
import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import {declaredAs} from '../vb6/declared-as.ts'
import {joinedTexts} from '../vb6/joined-texts.ts'
import {comType, placed} from '../vb6/libraries.ts'
import {scopedFacts} from '../vb6/scoped-facts.ts'
import type {Token} from '../vbnet/tokens.ts'
import {commandsSaid, cursorsIn} from './command-facts.ts'
import {linkFoxPro} from './imports.ts'
import {foxFunction} from './libraries.ts'
import {type Command, foxStatements} from './statements.ts'

/** Programs of Visual FoxPro, and forms and classes by their memos. No sound grammar is to be had. */
export const foxPro: LanguageScanner = {
  id: 'foxpro',
  name: 'Visual FoxPro',
  extensions: ['prg', 'qpr', 'mpr', 'spr', 'sct', 'vct', 'sc2', 'vc2'],
  read,
  link: linkFoxPro,
}

function read({path, text}: ScannedFile): FileFacts {
  if (text.trim() === '') return {imports: [], declares: [], facts: []}
  const {commands, tokens} = foxStatements(text)
  const lineAt = lineOf(text)
  const {facts, uses, natives, declares} = commandsSaid(commands, cursorsIn(text))
  const named = new Map<string, number>()
  for (const {name, at} of uses) if (!named.has(name)) named.set(name, lineAt(at))
  return {
    imports: natives.map(({specifier, at}) => ({specifier, line: lineAt(at)})),
    declares: [fileNamed(path), ...new Set(declares)],
    uses: [...named].map(([name, line]) => `${name}:${line}`).join(' '),
    facts: placed([...facts, ...expressionFacts(tokens, commands, text)], text),
  }
}

/** `prg.main`; of the memo of a form, or its export as text, the form. */
function fileNamed(path: string): string {
  const [, name = '', ending = ''] = /([^/]+)\.(\w+)$/.exec(path.toLowerCase()) ?? []
  const kind = /^sc/.test(ending) ? 'scx' : /^vc/.test(ending) ? 'vcx' : ending
  return `${kind}.${name.replace(/\s/g, '_')}`
}

function expressionFacts(
  tokens: readonly Token[],
  commands: readonly Command[],
  text: string,
): ReturnType<typeof scopedFacts> {
  const heads = commands
    .filter(({text: own}) => /^(?:procedure|function|define\s+class)\b/i.test(own))
    .map(({at}) => at)
  return scopedFacts(partsAt(joinedTexts(tokens), heads), new Map(), {
    typeRule: comType,
    callRule: foxFunction,
    brought: {},
    standing: (at) => standingAt(text, at),
    isSql: (at) => givenToSql.test(text.slice(Math.max(0, at - 100), at)),
  })
}

const givenToSql = /(?:\w*(?:sql|cmd|query)\w*\s*=|sqlexec\s*\([^,()]{1,60},)\s*$/i

/** What stands before the first procedure, and each procedure by itself. */
function partsAt(tokens: readonly Token[], heads: readonly number[]): Parameters<typeof scopedFacts>[0] {
  const parts: Token[][] = [[]]
  let next = 0
  for (const token of tokens) {
    while (next < heads.length && token.at >= (heads[next] ?? 0)) {
      parts.push([])
      next += 1
    }
    parts.at(-1)?.push(token)
  }
  const [outside = [], ...procedures] = parts
  return {outside, names: new Set(), procedures: procedures.map((own) => ({tokens: own, locals: declaredAs(own)}))}
}

/** By the name that an address is given to. */
function standingAt(text: string, at: number): Standing {
  const name = /([\w.]{1,100})\s*=\s*$/.exec(text.slice(Math.max(0, at - 200), at))?.[1] ?? ''
  return name === '' ? 'named' : standingBehind(name.replace(/^.*\./, ''))
}
