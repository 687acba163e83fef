import {codeAlone, firstLines, lineCounter} from '../code-alone.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import type {Skim} from '../language-scanner.ts'
import {underscored} from './underscored.ts'
import {constantsIn, sharedConstants} from '../shared-constants.ts'

// What stands behind `<<~NAME` or in `%w[]` is looked for so far only: each of many that never end would be read to the end.
const notCode =
  /^=begin\b[\s\S]*?(?:^=end\b[^\n]*|(?![\s\S]))|^__END__\r?\n[\s\S]*|#[^\n]*|<<[~-]?(["'`]?)([A-Z][A-Z_\d]*)\1[^\n]*\n[\s\S]{0,4000}?^[ \t]*\2\b|"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|'[^'\\]*(?:\\[\s\S][^'\\]*)*'?|`[^`\\]*(?:\\[\s\S][^`\\]*)*`?|%[wWiIqQ](?:\[[^\]]{0,2000}\]|\([^)]{0,2000}\)|\{[^}]{0,2000}\}|<[^>]{0,2000}>|\|[^|]{0,2000}\|)|(?<=[=(,~|&!{[]\s?|\b(?:when|if|unless|and|or|return|split)\s)\/(?![\s=*/])(?:[^/\\\n]|\\.)+\/|(?<![\w)\]])\?["'`#](?!\w)/gm
const declaration = /(?<=^([ \t]*))(class|module)[ \t]+(?!<<)((?:::)?[A-Z]\w*(?:::[A-Z]\w*)*)/gm
const requiring = /^[^\S\n]*(?:begin[ \t]+)?(require_relative|require_dependency|require|load|autoload)\b/gm
const named = /(?=[A-Z:])(?<![\w:.@$])(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*/g

const constant =
  /^[ \t]*([A-Z]\w*)[ \t]*=[ \t]*(?:'([^'\\\n]{1,200})'|"([^"\\#\n]{1,200})"|:(\w{1,100}))(?:\.freeze)?[ \t]*(?:#[^\n]*)?$/gm

interface RubySkimmed extends Pick<Skim, 'imports' | 'declares' | 'uses' | 'constants'> {
  readonly code: string
  /** Whether a literal may hold an address, or be a line for a shell: what comments say is neither. */
  readonly hasTellingText: boolean
}

/** Imports, declarations and the names of constants; and the code alone. */
export function skimRuby(text: string, path: string): RubySkimmed {
  let hasTellingText = false
  const code = codeAlone(text, notCode, (match) => {
    hasTellingText ||= isTelling(match)
    return ''
  })
  const lineAt = lineCounter(code)
  const imports: ImportSeen[] = []
  for (const {0: all, 1: word = '', index} of code.matchAll(requiring)) {
    const line = lineAt(index + 1)
    const start = index + all.length
    const end = text.indexOf('\n', start)
    const specifier = requiredFile(word, text.slice(start, Math.min(end < 0 ? text.length : end, start + 300)))
    if (specifier) imports.push({specifier, line})
  }
  const types = [...code.matchAll(declaration)]
  const opened = new Set(types.map(([, , , name = '']) => name))
  const constants = sharedConstants(constantsIn(text, code, constant), (at) =>
    types.findLast(({index}) => index < at)?.[3]?.replace(/^.*::/s, ''),
  )
  return {
    imports,
    declares: declaredNames(types, path),
    uses: firstLines(code, named, opened), // what a file opens itself it need not look for elsewhere
    ...constants,
    code,
    hasTellingText: hasTellingText || /:\/\/|%x[({[]/.test(code),
  }
}

/** A literal over several lines may be code between two quotes that are none: what stands in it may be a literal. */
function isTelling(match: string): boolean {
  if (/^(?:#|=begin|__END__)/.test(match)) return false
  return match.startsWith('`') || /:\/\/|#\{[^}]*\bENV\b/.test(match) || (match.includes('`') && match.includes('\n'))
}

/** `./x` and `../x` beside the file, `x` on the load path, and with a star before it below the application's root. */
function requiredFile(word: string, expression: string): string | undefined {
  const texts = [...expression.replace(/#(?!\{).*$/s, '').matchAll(/'([^'\\]*)'|"([^"\\#]*)"/g)].map(
    ([, one, two]) => one ?? two ?? '',
  )
  const [first] = texts
  if (!first || !/\w/.test(first)) return undefined
  const joined = texts
    .join('/')
    .replace(/\/{2,}/g, '/')
    .replace(/\.rb$/, '')
  if (/\bRails\.root\b/.test(expression)) return `*/${joined}`
  if (/__dir__|dirname\(__FILE__\)/.test(expression)) return `./${joined.replace(/^\//, '')}`
  if (/__FILE__/.test(expression)) return joined.replace(/^\.\.\//, './')
  if (word === 'require_relative') return /^\./.test(first) ? joined : `./${joined}`
  return /^[\s(]*(?::\w+\s*,\s*)?['"]/.test(expression) ? joined : undefined
}

interface Open {
  readonly indent: number
  readonly name: string
  readonly isClass: boolean
  hasInner: boolean
}

/**
 * Classes, and modules that hold no other or that the file is named after; what is around is known by how far it is
 * moved in.
 */
function declaredNames(types: readonly RegExpExecArray[], path: string): readonly string[] {
  const declared: Open[] = []
  let open: Open[] = []
  for (const [, indent = '', kind, name = ''] of types) {
    open = open.filter((outer) => outer.indent < indent.length)
    const outer = open.at(-1)
    if (outer) outer.hasInner = true
    const whole = outer && !name.startsWith('::') ? `${outer.name}::${name}` : name.replace(/^::/, '')
    const own = {indent: indent.length, name: whole, isClass: kind === 'class', hasInner: false}
    open.push(own)
    declared.push(own)
  }
  const isOwn = (name: string): boolean => `/${path}`.endsWith(`/${name.split('::').map(underscored).join('/')}.rb`)
  const kept = declared.filter(({isClass, hasInner, name}) => isClass || !hasInner || isOwn(name))
  return [...new Set(kept.map(({name}) => name))]
}
