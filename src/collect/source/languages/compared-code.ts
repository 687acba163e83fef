import {type ComparedLines, fingerprintsOf, lineHash} from './code-fingerprints.ts'
import type {ScannedFile} from './language-scanner.ts'
import {formHeader} from './vb6/form-header.ts'

/** What of a language's lines are statements that somebody may have copied. */
interface Compared {
  /** Comments, and literals, in which nothing is one. */
  readonly comments: RegExp
  readonly literal: RegExp
  /** Lines that declare: data, and what every file has. */
  readonly leftOut: RegExp
  /** Files that declare alone, by their ending. */
  readonly declaring?: RegExp
  /** For a file, its lines without their columns for numbers; undefined for one that is no statement. */
  readonly codeOf?: (text: string) => (line: string) => string | undefined
}

/** A quote that is written twice within a literal ends it, and begins the next. */
const ofSql = /'[^']*'|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g
const basicDeclares =
  /^(?:Attribute|Option|(?:(?:Public|Private|Global|Friend|Static)\s+)?(?:Declare|Const|Type|Enum)|Dim|Public|Private|Global)\b(?!.*\b(?:Sub|Function|Property)\b)/i

/** COBOL gives its fingerprints with what else it reads. */
const compared: Readonly<Record<string, Compared>> = {
  pli: {
    comments: /'[^'\n]*'|"[^"\n]*"|\/\*[\s\S]*?(?:\*\/|$)/g,
    literal: /^['"]/,
    leftOut: /^(?:DCL|DECLARE|\d{1,2}\s+[A-Z@#$])/i,
    codeOf: () => (line) => (line.startsWith('*') ? undefined : line.slice(1, 72)),
  },
  plsql: {
    comments: ofSql,
    literal: /^'/,
    leftOut: /^(?:prompt|rem)\b/i,
    declaring: /\.(?:pks|pkh|spc|tps|vw)$/i,
  },
  rpg: {
    comments: /'[^'\n]*'|\/\/[^\n]*/g,
    literal: /^'/,
    leftOut: /^(?:dcl-|end-(?:ds|pr|pi)|ctl-opt)/i,
    declaring: /\.(?:rpgleinc|rpginc)$/i,
    codeOf: (text) => (/^\s*\*\*FREE\b/i.test(text) ? (line) => line : columnsOfRpg),
  },
  tsql: {comments: ofSql, literal: /^'/, leftOut: /^(?:go|print|set\s+(?:ansi|quoted))\b/i},
  vb6: {comments: /"[^"\n]*"|'[^\n]*/g, literal: /^"/, leftOut: basicDeclares},
}

/** Calculations, and what is free between them; a remark has its mark in the seventh column. */
function columnsOfRpg(line: string): string | undefined {
  return /^.{5}[ Cc][^*]/.test(line) ? line.slice(5, 80) : undefined
}

/** The fingerprints of a file of a language whose code is compared; undefined for too few lines of statements. */
export function comparedCode(language: string, {path, text}: ScannedFile): string | undefined {
  const how = Object.hasOwn(compared, language) ? compared[language] : undefined
  if (!how || how.declaring?.test(path)) return undefined
  const code = statementsOf(language, text).replace(how.comments, (match) =>
    how.literal.test(match) ? match : match.replace(/[^\n]+/g, ' '),
  )
  const codeOf = how.codeOf?.(text)
  const found: {hashes: number[]; lines: number[]} & ComparedLines = {hashes: [], lines: []}
  let line = 0
  for (const written of code.split('\n')) {
    line += 1
    const trimmed = (codeOf ? codeOf(written) : written)?.trim()
    if (trimmed === undefined || trimmed.length < fewestCharacters || how.leftOut.test(trimmed)) continue
    found.hashes.push(lineHash(trimmed, 0, trimmed.length))
    found.lines.push(line)
  }
  return fingerprintsOf([found])
}

const fewestCharacters = 3

/** What stands above the code of a form sets its controls. */
function statementsOf(language: string, text: string): string {
  if (language !== 'vb6') return text
  const {length} = formHeader(text)
  return text.slice(0, length).replace(/[^\n]+/g, '') + text.slice(length)
}
