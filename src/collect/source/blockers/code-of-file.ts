import {codeAlone} from '../languages/code-alone.ts'
import {extensionOf} from '../languages.ts'

/** How a kind of file writes comments, and its literals, in which nothing is a comment. */
interface Writing {
  readonly endings: RegExp
  readonly comment: string
  readonly literal: string
}

const literals = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`
/** Without escapes: a quote within is written twice. */
const doubled = String.raw`"[^"\n]*"`
const apostrophes = String.raw`'[^'\n]*'`
/** Of Visual Basic before .NET: a comment that ends with ` _` goes on in the next line. */
const remark = String.raw`(?:[^\n]*[^\S\n]_[^\S\n]*\n)*[^\n]*`
const ofC = String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`

const writings: readonly Writing[] = [
  {endings: /^(?:java|kt|groovy|scala|cs|fs|[cm]?[jt]sx?|go)$/, comment: ofC, literal: literals},
  {
    endings: /^(?:php|phtml|inc)$/,
    comment: String.raw`//[^\n]*|#(?!\[)[^\n]*|/\*[\s\S]*?(?:\*/|$)`,
    literal: literals,
  },
  {
    endings: /^(?:py|rb|rake|sh|bash|ksh|ya?ml|toml|properties|env|conf|cfg)$/,
    comment: String.raw`(?<![\w$&{])#[^\n]*`,
    literal: literals,
  },
  {endings: /^ps[md]?1$/, comment: String.raw`<#[\s\S]*?(?:#>|$)|(?<![\w$&{])#[^\n]*`, literal: literals},
  {endings: /^(?:ini)$/, comment: String.raw`(?<=^|\n)[^\S\n]*[;#][^\n]*`, literal: literals},
  {
    endings: /^(?:vb|vbs|asp|asa)$/,
    comment: String.raw`'[^\n]*|(?<=^|\n)[^\S\n]*Rem\b[^\n]*`,
    literal: doubled,
  },
  {
    endings: /^(?:bas|cls|frm|ctl|dsr|pag|dob)$/,
    comment: `'${remark}|(?<=^|\\n)[^\\S\\n]*Rem\\b${remark}`,
    literal: doubled,
  },
  {
    endings: /^(?:xml|config|csproj|vbproj|proj|targets|aspx|ascx|cshtml|jspx?)$/,
    comment: String.raw`<!--[\s\S]*?(?:-->|$)|<%--[\s\S]*?(?:--%>|$)`,
    literal: literals,
  },
  {endings: /^(?:bat|cmd)$/, comment: String.raw`(?<=^|\n)[^\S\n]*(?:::|@?rem\b)[^\n]*`, literal: literals},
  {
    endings: /^(?:pas|dpr|dpk|lpr|pp)$/,
    comment: String.raw`//[^\n]*|\{[^}]*(?:\}|$)|\(\*[\s\S]*?(?:\*\)|$)`,
    literal: apostrophes,
  },
  {
    endings: /^(?:prg|qpr|mpr|spr|sct|vct|sc2|vc2)$/,
    comment: String.raw`(?<=^|\n)[^\S\n]*(?:\*|note\b)[^\n]*|&&[^\n]*`,
    literal: `${doubled}|${apostrophes}`,
  },
  {endings: /^(?:cl|clle|clp|clp38|clleinc)$/, comment: String.raw`/\*[\s\S]*?(?:\*/|$)`, literal: apostrophes},
  {endings: /^sr[adfmpquswjx]$/, comment: ofC, literal: `${doubled}|${apostrophes}`},
  {
    endings: /^(?:sql|tsql|pks|pkb|pls|plb|prc|fnc|trg|vw|tps|tpb|spc|bdy|pck)$/,
    comment: String.raw`--[^\n]*|(?<=^|\n)[^\S\n]*(?:rem|prompt)\b[^\n]*|/\*[\s\S]*?(?:\*/|$)`,
    literal: `${doubled}|${apostrophes}`,
  },
  {
    endings: /^(?:cbl|cob|cobol|cpy|cpb|ccp|pco|sqb|dcl)$/,
    comment: String.raw`(?<=^|\n)[^\n]{6}[*/][^\n]*|\*>[^\n]*`,
    literal: `${doubled}|${apostrophes}`,
  },
  // What stands behind the operands is a comment too, but may not be told from data in the stream.
  {endings: /^(?:jcl|proc|cntl)$/, comment: String.raw`(?<=^|\n)//\*[^\n]*`, literal: apostrophes},
  {endings: /^(?:asm|hlasm|mac|assemble|s|mlc)$/, comment: String.raw`(?<=^|\n)\.?\*[^\n]*`, literal: apostrophes},
]

/** The text of a file with its comments as blanks; what stands in literals stays. */
export interface FileCode {
  readonly code: string
  /** Whether a place lies within a literal, behind its opening quote. */
  readonly isInLiteral: (at: number) => boolean
}

const patterns = new Map(writings.map((writing) => [writing, patternOf(writing)]))

function patternOf({comment, literal}: Writing): RegExp {
  return new RegExp(`(?<literal>${literal})|${comment}`, 'gi')
}

/** By their names, the files that write comments as those of an ending do. */
const endings: readonly (readonly [RegExp, string])[] = [
  // `.env.production` is one as well.
  [/(^|\/)\.env[\w.-]*$/i, 'env'],
  [/(^|\/)Dockerfile[\w.-]*$/i, 'ini'],
  [/(^|\/)Jenkinsfile[\w.-]*$/i, 'groovy'],
  [/(^|\/)requirements[\w.-]*\.(?:txt|in)$|(^|\/)Pipfile$|(^|\/)Gemfile$/i, 'conf'],
]

export function codeOfFile(path: string, text: string): FileCode {
  const ending = endings.find(([pattern]) => pattern.test(path))?.[1] ?? extensionOf(path)
  const writing = writings.find(({endings}) => endings.test(ending))
  const pattern = writing && patterns.get(writing)
  if (!pattern) return {code: text, isInLiteral: () => false}
  const spans: (readonly [from: number, to: number])[] = []
  const code = text.replace(pattern, (match: string, literal: string | undefined, at: number) => {
    if (literal === undefined) return blank(match)
    spans.push([at, at + match.length])
    return match
  })
  return {code, isInLiteral: (at) => isInOne(spans, at)}
}

/** Spans are in order. */
function isInOne(spans: readonly (readonly [from: number, to: number])[], at: number): boolean {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const [from, to] = spans[middle] ?? [0, 0]
    if (to <= at) low = middle + 1
    else if (from >= at) high = middle
    else return true
  }
  return false
}

function blank(match: string): string {
  return codeAlone(match, /[\s\S]+/g)
}
