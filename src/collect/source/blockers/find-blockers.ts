import type {BlockerId} from '../../../model/blockers.ts'
import {codeAlone, lineCounter} from '../languages/code-alone.ts'
import {extensionOf} from '../languages.ts'
import type {SourceFile} from '../walk-tree.ts'
import {blockerRules} from './all-blockers.ts'

export interface BlockerSeen {
  readonly id: BlockerId
  /** One-based, each once; of a file with very many, the first. */
  readonly lines: readonly number[]
}

const mostLines = 100
const longestLine = 20_000

/** What in a file stands in the way of a move, by patterns over its text without comments. */
export function findBlockers({path, text}: Pick<SourceFile, 'path' | 'text'>): readonly BlockerSeen[] {
  const trigger = triggerOf(path)
  // Most files have nothing of the kind, and are told so by one pattern.
  if (!trigger || text.search(trigger) < 0) return []
  const code = withoutComments(path, text)
  const lines = code.split('\n')
  return blockerRules.flatMap(({id, patterns}) => {
    const found = new Set<number>()
    for (const {files, finds, butNot} of patterns) {
      if (!files.test(path)) continue
      const lineAt = lineCounter(code)
      for (const {index} of code.matchAll(finds)) {
        const line = lineAt(index)
        const own = lines[line - 1] ?? ''
        if (own.length <= longestLine && !butNot?.test(own)) found.add(line)
        if (found.size >= mostLines) break
      }
    }
    return found.size > 0 ? [{id, lines: [...found].toSorted((a, b) => a - b)}] : []
  })
}

const triggers = new Map<string, RegExp | undefined>()

/** All patterns for files of one ending as one. */
function triggerOf(path: string): RegExp | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const key = /^\.env|^appsettings|^web\.xml$/.test(name) ? name : extensionOf(name)
  if (!triggers.has(key)) {
    const own = blockerRules.flatMap(({patterns}) => patterns.filter(({files}) => files.test(path)))
    const flags = own.some(({finds}) => finds.flags.includes('i')) ? 'im' : 'm'
    triggers.set(key, own.length > 0 ? new RegExp(own.map(({finds}) => finds.source).join('|'), flags) : undefined)
  }
  return triggers.get(key)
}

const literals = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`
const comments: readonly (readonly [endings: RegExp, comment: string])[] = [
  [/^(?:java|kt|groovy|scala|cs|fs|[cm]?[jt]sx?|go)$/, String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`],
  [/^(?:php|phtml|inc)$/, String.raw`//[^\n]*|#(?!\[)[^\n]*|/\*[\s\S]*?(?:\*/|$)`],
  [/^(?:py|rb|rake|sh|bash|ksh|ps[md]?1|ya?ml|toml|properties|env|conf|cfg)$/, String.raw`(?<![\w$&{])#[^\n]*`],
  [/^(?:ini)$/, String.raw`(?<=^|\n)\s*[;#][^\n]*`],
  [/^(?:vb|bas|cls|frm|ctl|dsr|pag|vbs|asp|asa)$/, String.raw`'[^\n]*|(?<=^|\n)\s*Rem\b[^\n]*`],
  [
    /^(?:xml|config|csproj|vbproj|proj|targets|aspx|ascx|cshtml|jspx?)$/,
    String.raw`<!--[\s\S]*?(?:-->|$)|<%--[\s\S]*?(?:--%>|$)`,
  ],
  [/^(?:pas|dpr|lpr)$/, String.raw`//[^\n]*|\{(?!\$)[^}]*(?:\}|$)|\(\*[\s\S]*?(?:\*\)|$)`],
  [/^(?:bat|cmd)$/, String.raw`(?<=^|\n)\s*(?:::|@?rem\b)[^\n]*`],
]

/** Comments as blanks; what stands in literals stays. */
function withoutComments(path: string, text: string): string {
  // `.env.production` is one as well.
  const ending = /(^|\/)\.env[\w.-]*$/i.test(path) ? 'env' : extensionOf(path)
  const [, comment] = comments.find(([endings]) => endings.test(ending)) ?? []
  if (comment === undefined) return text
  const isBasic = comment.startsWith("'")
  const pattern = new RegExp(isBasic ? `"[^"\\n]*"|${comment}` : `${literals}|${comment}`, 'gi')
  return text.replace(pattern, (match) =>
    /^["']/.test(match) && !(isBasic && match.startsWith("'")) ? match : blank(match),
  )
}

function blank(match: string): string {
  return codeAlone(match, /[\s\S]+/g)
}
