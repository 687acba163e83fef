import type {Node} from 'web-tree-sitter'
import {type Command, programName} from '../command.ts'
import {isSetting} from '../environment-names.ts'
import type {Fact} from '../fact.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import {lineOf} from '../line-of.ts'
import {pathRun, programFacts, shellPrograms} from '../shell-programs.ts'
import {followed, type Piece, type Settings, textOf, type Word} from '../word.ts'
import {linkBash} from './imports.ts'
import {cronJobs, ofInterest, unixPrograms, wrappers} from './libraries.ts'
import {codeOf, documentPieces, wordAt, wordPieces} from './words.ts'

export const bash: LanguageScanner = {
  id: 'bash',
  name: 'Shell',
  extensions: ['sh', 'bash', 'ksh'],
  grammar: 'bash',
  hasWeakGrammar: true,
  skim,
  readable: unixLines,
  facts: ({text}, root) => (root ? factsOf(unixLines(text), root) : []),
  link: linkBash,
}

/** The grammar takes the end of a here-document for none where it stands before a carriage return. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

const called =
  /(?:^|[;&|(]|\{(?=\s)|\b(?:then|do|else|if))[^\S\n]*(?:(\.|source)[^\S\n]+|(?:(?:sudo|exec|nohup)[^\S\n]+)?(?:(?:ba|k|da|z)?sh[^\S\n]+(?:-[a-z]+[^\S\n]+)*)?)(?=["'$./\w~])/gm
const assigned =
  /(?:^|[;&|()]|[{!](?=\s)|\b(?:then|do|else|if|elif|while|until|export|local|readonly|declare|typeset)\b)[^\S\n]*(?:-\w+[^\S\n]+)*([A-Za-z_]\w*)(\+?=)/gm
/** `read -p "Sure? " ANSWER`, `mapfile -t ROWS`: options and prompts stand before the names. */
const taken =
  /\bfor[^\S\n]+([A-Za-z_]\w*)\b|\b(?:read|mapfile|readarray)((?:[^\S\n]+(?:-\w+|"[^"\n]{0,300}"|'[^'\n]{0,300}'|\w+))+)|\bgetopts[^\S\n]+\S+[^\S\n]+(\w+)/g

function skim({text: written}: ScannedFile): Skim {
  const text = unixLines(written)
  const code = codeOf(text)
  const settings = settingsOf(code)
  const lineAt = lineOf(text)
  const imports = [...code.matchAll(called)].flatMap(({0: all, 1: sources, index}) => {
    const at = index + all.length
    const written = wordAt(code, at)
    if (sources === undefined && !/\.(?:sh|bash|ksh)["']?$/.test(written)) return []
    const specifier = textOf(wordOf(wordPieces(written), settings))
    return /[\w}]/.test(specifier) && !specifier.startsWith('/') ? [{specifier, line: lineAt(at)}] : []
  })
  return {imports, declares: [], isOfInterest: ofInterest.test(code) || ofInterest.test(text)}
}

/** What each variable is set to; one that is set from its own value has it from the environment. */
function settingsOf(code: string): Settings {
  const settings = new Map<string, (readonly Piece[])[]>()
  const set = (name: string, pieces: readonly Piece[]): void => {
    const before = settings.get(name)
    if (before) before.push(pieces)
    else settings.set(name, [pieces])
  }
  for (const {0: all, 1: name = '', 2: operator, index} of code.matchAll(assigned)) {
    // A list is the script's own, whatever stands in it.
    if (code[index + all.length] === '(') {
      set(name, [{atRunTime: true}])
      continue
    }
    const word = wordAt(code, index + all.length)
    // `A=1 command` sets it for that command alone.
    const isOfCommand =
      /^[^\S\n]+[^\s;&|#)}]/.test(
        code.slice(index + all.length + word.length, index + all.length + word.length + 40),
      ) && !/export|local|readonly|declare|typeset/.test(all)
    if (isOfCommand) continue
    const pieces = wordPieces(word)
    const isOwn = pieces.some((piece) => 'variable' in piece && piece.variable === name)
    set(name, operator === '+=' ? [{atRunTime: true}] : isOwn ? [{environment: name}] : pieces)
  }
  for (const [, one, several, option] of code.matchAll(taken))
    for (const name of (one ?? option ?? several ?? '').split(/\s+/))
      if (/^[A-Za-z_]\w*$/.test(name)) set(name, [{atRunTime: true}])
  return settings
}

/** A word with the variables that the script sets once; others in capitals are of the environment. */
function wordOf(pieces: readonly Piece[], settings: Settings): Word {
  return followed(pieces, settings, (name) => (/^[A-Z][A-Z\d_]*$/.test(name) ? {environment: name} : {atRunTime: true}))
}

interface FactAt {
  readonly said: FactSaid
  readonly at: number
}

function factsOf(text: string, root: Node): readonly Fact[] {
  const settings = settingsOf(codeOf(text))
  const lineAt = lineOf(text)
  const hasCron = text.includes('/cron')
  const found = [
    ...root.descendantsOfType('command').flatMap((node) => commandSaid(node, settings, hasCron)),
    ...environmentFacts(text, root, settings),
  ].toSorted((a, b) => a.at - b.at)
  return unique(found.map(({said, at}) => ({...said, line: lineAt(at)}) as Fact)) // the line is all that a said fact lacks
}

function commandSaid(node: Node, settings: Settings, hasCron: boolean): readonly FactAt[] {
  const command = commandOf(node, settings)
  if (!command) return []
  const jobs = hasCron && /\/cron/.test(redirectionOf(node)) ? cronJobs(inputText(node, command, settings)) : []
  return [...commandFacts(command), ...jobs].map((said) => ({said, at: node.startIndex}))
}

function unique(all: readonly Fact[]): readonly Fact[] {
  return [...new Map(all.map((fact) => [JSON.stringify(fact), fact])).values()]
}

interface Called extends Command {
  readonly called: Word
}

function commandOf(node: Node, settings: Settings): Called | undefined {
  const name = node.childForFieldName('name')
  const front = name ? wordsOf(name.text, true, settings) : []
  if (!front[0] || !saysSomething(textOf(front[0]))) return undefined
  const behind = node.childrenForFieldName('argument').flatMap((one) => (one ? wordsOf(one.text, false, settings) : []))
  const [called, ...rest] = unwrapped([...front, ...behind])
  if (!called) return undefined
  const input = inputOf(node, settings)
  return {name: programName(textOf(called)), called, words: rest, ...(input && {input})}
}

/** Most commands of a script are of no interest, and are known by their names. */
function saysSomething(called: string): boolean {
  const name = programName(called)
  return (
    /[/.{]|^(?:ba|k|da|z)?sh$|^(?:echo|cat|tee|printf)$/.test(called) ||
    [shellPrograms, unixPrograms, wrappers].some((known) => Object.hasOwn(known, name))
  )
}

/** A variable in front may hold a command with its first words: `$PSQL -c ...`. */
function wordsOf(written: string, isFirst: boolean, settings: Settings): readonly Word[] {
  const word = wordOf(wordPieces(written), settings)
  const [only] = word
  if (!isFirst || !written.startsWith('$') || word.length !== 1 || !only || !('text' in only)) return [word]
  return only.text.split(/\s+/).flatMap((text) => (text ? [[{text}]] : []))
}

function unwrapped(words: readonly Word[]): readonly Word[] {
  let left = words
  for (let depth = 0; depth < 4; depth += 1) {
    const valued = wrappers[left[0] ? programName(textOf(left[0])) : '']
    if (!valued) return left
    let at = 1
    while (at < left.length && /^-|^\w+=|^\d+[smhd]?$/.test(textOf(left[at] ?? [])))
      at += valued.test(textOf(left[at] ?? [])) ? 2 : 1
    left = left.slice(at)
  }
  return left
}

/** What a command is given to read: its here-document or text, or what `cat` and `echo` before it write. */
function inputOf(node: Node, settings: Settings): Word | undefined {
  const own = documentOf(node, settings)
  if (own) return own
  const around = node.parent?.type === 'pipeline' ? node.parent : node
  if (
    around.parent?.type === 'heredoc_redirect' &&
    node.equals(around.type === 'pipeline' ? (around.firstNamedChild ?? node) : node)
  )
    return documentIn(around.parent, settings)
  const element = node.parent?.type === 'redirected_statement' ? node.parent : node
  const before = element.parent?.type === 'pipeline' ? element.previousNamedSibling : null
  if (!before) return undefined
  const body = before.type === 'redirected_statement' ? (before.childForFieldName('body') ?? before) : before
  const name = body.childForFieldName('name')?.text
  if (name === 'cat') return documentOf(body, settings)
  if (name !== 'echo' && name !== 'printf') return undefined
  return wordOf(
    body.childrenForFieldName('argument').flatMap((one) => [...wordPieces(one?.text ?? ''), {text: ' '}]),
    settings,
  )
}

function documentOf(node: Node, settings: Settings): Word | undefined {
  const statement = node.parent?.type === 'redirected_statement' ? node.parent : node
  for (const redirect of statement.namedChildren) {
    if (redirect.type === 'herestring_redirect')
      return wordOf(wordPieces(redirect.text.replace(/^<<<\s*/, '')), settings)
    if (redirect.type === 'heredoc_redirect') return documentIn(redirect, settings)
  }
  return undefined
}

function documentIn(redirect: Node, settings: Settings): Word {
  const body = redirect.namedChildren.find(({type}) => type === 'heredoc_body')?.text ?? ''
  const isPlain = /["'\\]/.test(redirect.namedChildren.find(({type}) => type === 'heredoc_start')?.text ?? '')
  return isPlain ? [{text: body}] : wordOf(documentPieces(body), settings)
}

function redirectionOf(node: Node): string {
  return node.parent?.type === 'redirected_statement'
    ? node.parent
        .childrenForFieldName('redirect')
        .map((one) => one?.text.slice(0, 200) ?? '')
        .join(' ')
    : ''
}

function inputText(node: Node, command: Called, settings: Settings): string {
  return textOf(documentOf(node, settings) ?? command.words.flat())
}

/** Folders of what the system itself brings. */
const ofSystem = /^\/(?:usr\/)?s?bin\//

function commandFacts(command: Called): readonly FactSaid[] {
  const {name, called} = command
  if (Object.hasOwn(unixPrograms, name)) return unixPrograms[name]?.(command) ?? []
  const own = programFacts(command)
  if (own.length > 0) return own
  const path = textOf(called)
  if (/^(?:ba|k|da|z)?sh$/.test(name)) {
    const script = command.words.find((word) => !textOf(word).startsWith('-'))
    return script && /\.\w+$/.test(textOf(script)) ? pathRun(script) : []
  }
  return /^(?:\.{0,2}\/|\{\}\/|~\/)[\w./{}-]*[\w}]$/.test(path) &&
    !/\.(?:c|h|txt|md|log|conf|cfg|json|ya?ml|xml|csv)$/.test(path) &&
    !ofSystem.test(path)
    ? pathRun(called)
    : []
}

/** Variables of the environment that are read, at their first place that is code. */
function environmentFacts(text: string, root: Node, settings: Settings): readonly FactAt[] {
  const found = new Map<string, number>()
  for (const {0: all, 1: name = '', index} of text.matchAll(/\$\{?([A-Z][A-Z\d_]*)\b/g)) {
    if (found.has(name) || !isSetting(name) || !isOfEnvironment(name, settings)) continue
    const start = index + all.length - name.length
    if (root.descendantForIndex(start, start + name.length)?.type === 'variable_name') found.set(name, index)
  }
  return [...found].map(([key, at]) => ({said: {is: 'setting', from: 'environment', key}, at}))
}

function isOfEnvironment(name: string, settings: Settings): boolean {
  const [first] = settings.get(name) ?? []
  return first === undefined || first.some((piece) => 'environment' in piece && piece.environment === name)
}
