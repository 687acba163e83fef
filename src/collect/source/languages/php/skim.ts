import {codeAlone, lineCounter} from '../code-alone.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import type {Skim} from '../language-scanner.ts'
import {constantsIn, sharedConstants} from '../shared-constants.ts'

/** What stands outside the tags, comments, and texts of every kind. */
const notCode =
  /^[\s\S]*?(?:<\?(?:php\b|=|(?=\s))|$)|\?>[\s\S]*?(?:<\?(?:php\b|=|(?=\s))|$)|(?:\/\/|#(?!\[))(?:[^\n?]|\?(?!>))*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|'[^'\\]*(?:\\[\s\S][^'\\]*)*'?|`[^`]*`?|<<<[ \t]*(["']?)([A-Za-z_]\w*)\1[ \t]*\n[\s\S]*?(?:\n[ \t]*\2\b|$)/g

const statement =
  /(?<![\w$>:\\])(?:(namespace)\s+([\w\\]+)?\s*[;{]|(use)\s+(?!\()(?:(?:function|const)\s+)?([^;{}()]{1,500}(?:\{[^{}]{0,5000}\})?)\s*;|(?:class|interface|trait|enum)\s+(\w+)(?=\s*(?::\s*\w+\s*)?(?:\{|extends\b|implements\b|$))|((?:require|include)(?:_once)?)\b|(?:new|extends|instanceof)\s+(\\?[A-Za-z_][\w\\]*)|(\\?[A-Za-z_][\w\\]*)(?=\s*::)|(\\?(?:[A-Za-z_]\w*\\)+[A-Za-z_]\w*|[A-Z]\w*))/g

/** `const ORDERS = 'orders.new';`, `case Orders = 'orders.new';` */
const constant =
  /\b(?:const\s+(?:string\s+)?|case\s+)([A-Za-z]\w*)\s*=\s*(?:'([^'\\\n]{1,200})'|"([^"\\$\n]{1,200})")\s*;/g

/** `define('ORDERS', 'orders.new')` */
const defined =
  /\bdefine\s*\(\s*['"](\w{1,100})['"]\s*,\s*(?:'([^'\\\n]{1,200})'|"([^"\\$\n]{1,200})")\s*(?:,[^)]{0,20})?\)/g
/** Before the name of a constant that is of no class. */
export const ofNoClass = 'define'

const ownNames = new Set([
  'self',
  'static',
  'parent',
  'class',
  'true',
  'false',
  'null',
  'array',
  'string',
  'int',
  'bool',
])

/** Imports, declarations and names of classes, by the rules by which PHP makes a name whole; and the code alone. */
export function skimPhp(
  text: string,
): Pick<Skim, 'imports' | 'declares' | 'uses' | 'constants'> & {readonly code: string} {
  const code = codeAlone(text, notCode)
  const lineAt = lineCounter(code)
  const imports: ImportSeen[] = []
  const declares: string[] = []
  const uses = new Map<string, number>()
  const aliases = new Map<string, string>()
  const types: {readonly name: string; readonly at: number}[] = []
  let own = ''
  let isInType = false
  for (const match of code.matchAll(statement)) {
    const [, namespace, name, use, used, declared, include, made, scope, other] = match
    const line = lineAt(match.index)
    if (namespace) {
      own = name ?? ''
      isInType = false
    } else if (use && used && isInType) {
      // In a class it is a trait, by the names that the file has.
      for (const {specifier} of usedNames(used)) {
        const trait = wholeName(specifier, own, aliases)
        if (trait && !uses.has(trait)) uses.set(trait, line)
      }
    } else if (use && used)
      for (const {specifier, alias} of usedNames(used)) {
        imports.push({specifier, line})
        aliases.set(alias.toLowerCase(), specifier)
      }
    else if (declared) {
      isInType = true
      types.push({name: declared, at: match.index})
      declares.push(own ? `${own}\\${declared}` : declared)
    } else if (include) {
      const specifier = includedFile(text.slice(match.index + include.length, match.index + include.length + 300))
      if (specifier) imports.push({specifier, line})
    } else {
      // `Error('...')` is a function; in an attribute such a call names a class.
      const isFunction =
        other !== undefined && /^\s*\(/.test(code.slice(match.index + other.length, match.index + other.length + 20))
      if (isFunction && !/#\[[^\n]*$/.test(code.slice(Math.max(0, match.index - 200), match.index))) continue
      const whole = wholeName(made ?? scope ?? other ?? '', own, aliases)
      // What an import names need not be looked for.
      if (whole && !uses.has(whole) && !imports.some(({specifier}) => specifier === whole)) uses.set(whole, line)
    }
  }
  const constants = sharedConstants(
    constantsIn(text, code, constant),
    (at) => types.findLast((type) => type.at < at)?.name,
  )
  const global = code.includes('define') ? sharedConstants(definedIn(text, code), () => ofNoClass) : {}
  const all = {...constants.constants, ...global.constants}
  const shared = Object.keys(all).length > 0 ? {constants: all} : {}
  return {imports, declares, uses: [...uses].map(([name, line]) => `${name}:${line}`).join(' '), ...shared, code}
}

function definedIn(text: string, code: string): Parameters<typeof sharedConstants>[0] {
  return [...text.matchAll(defined)].flatMap(({1: name = '', 2: single, 3: double, index}) =>
    code.startsWith('define', index) ? [{name, literal: single ?? double ?? '', at: index}] : [],
  )
}

/** `A\B`, `A\B as C`, `A\{B, C as D}`, and several with commas between. */
function usedNames(written: string): readonly {specifier: string; alias: string}[] {
  const group = /^([^{]*)\{([^}]*)\}$/s.exec(written.trim())
  const [prefix, list] = group ? [group[1] ?? '', group[2] ?? ''] : ['', written]
  return list.split(',').flatMap((one) => {
    const [, name = '', alias] = /^\s*(?:(?:function|const)\s+)?\\?([\w\\]+)(?:\s+as\s+(\w+))?\s*$/.exec(one) ?? []
    const specifier = `${prefix.trim().replace(/^\\/, '')}${name}`
    return name ? [{specifier, alias: alias ?? specifier.replace(/^.*\\/s, '')}] : []
  })
}

function wholeName(name: string, own: string, aliases: ReadonlyMap<string, string>): string | undefined {
  if (!name || ownNames.has(name.toLowerCase())) return undefined
  if (name.startsWith('\\')) return name.slice(1)
  const [first = '', ...rest] = name.split('\\')
  const alias = aliases.get(first.toLowerCase())
  if (alias !== undefined) return [alias, ...rest].join('\\')
  return own ? `${own}\\${name}` : name
}

/**
 * The file that an expression includes: `./x.php` beside the file itself, `x.php` where PHP looks for it, and with a
 * star before it where the folder is decided at run time.
 */
function includedFile(expression: string): string | undefined {
  const written = /^[^;]*?(?:;|\?>|\n\s*\n|$)/.exec(expression)?.[0] ?? ''
  const texts = [...written.matchAll(/'([^'\\$]*)'|"([^"\\${}]*)"/g)].map(([, one, two]) => one ?? two ?? '')
  if (texts.length === 0) return undefined
  const file = texts.join('').replace(/^\/+/, '')
  if (!/\w/.test(file)) return undefined
  const folder = ownFolder(written)
  if (folder !== undefined) return `./${folder}${file}`
  const before = written.slice(0, written.search(/['"]/)).replace(/[\s(@]/g, '')
  if (before === '') return file.startsWith('.') ? file : /[./]/.test(file) ? file : `./${file}`
  return `*/${file.replace(/^(?:\.\.?\/)+/, '')}`
}

/** `__DIR__`, `dirname(__FILE__)`: nothing; `dirname(__DIR__)`: `../`; as many as there are. */
function ownFolder(written: string): string | undefined {
  const expression = written.replace(/\s/g, '')
  const [, opened = '', word, levels] = /^\(?@?((?:\\?dirname\()*)(__DIR__|__FILE__)(?:,(\d))?/.exec(expression) ?? []
  if (!word) return undefined
  const calls = (opened.match(/dirname/g) ?? []).length
  const up = (levels ? Number(levels) : calls) - (word === '__FILE__' ? 1 : 0)
  return up >= 0 && up < 20 ? '../'.repeat(up) : undefined
}
