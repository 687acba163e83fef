import type * as Morph from 'ts-morph'
import {type FileSeen, printable, type SourceFile} from './walk-tree.ts'

/** Why a file that was read is no sound source; only its first error, since the others mostly follow from it. */
export interface SyntaxFault {
  /** One-based; left out where the parser gave up. */
  readonly line?: number
  readonly message: string
  /** What to do, where that is not to mend the file. */
  readonly hint?: string
}

interface ParsedSource {
  readonly parseDiagnostics: readonly Morph.ts.DiagnosticWithLocation[]
}

/** Octal numbers and escapes: old JavaScript may have them, though no module may. */
const allowedInScripts: ReadonlySet<number> = new Set([1121, 1487, 1488, 1489])
const longestReason = 120

/** The first syntax error of a tsconfig file, by TypeScript's own parser. */
export function syntaxFaultOf(ts: typeof Morph.ts, {path, text}: Omit<SourceFile, 'sha256'>): SyntaxFault | undefined {
  try {
    return syntaxFaultIn(ts, ts.parseJsonText(path, text))
  } catch (error) {
    return unparseable(error)
  }
}

/** The first syntax error of a file that was parsed; Flow is another language. */
export function syntaxFaultIn(ts: typeof Morph.ts, source: Morph.ts.SourceFile): SyntaxFault | undefined {
  const {parseDiagnostics} = source as unknown as ParsedSource // there, but public only for files of a whole program
  const first = parseDiagnostics.find(({code}) => !allowedInScripts.has(code))
  if (!first || /^\s*(?:\/[/*]|\*).*@flow\b/m.test(source.text.slice(0, 1000))) return undefined
  const reason = printable(ts.flattenDiagnosticMessageText(first.messageText, ' ')).replace(/\.$/, '')
  return {
    line: source.getLineAndCharacterOfPosition(first.start).line + 1,
    message: `syntax error: ${reason.slice(0, longestReason)}`,
  }
}

/** What is told of a file at which a parser gave up. */
export function unparseable(error: unknown): SyntaxFault {
  return {message: `cannot be parsed (${error instanceof Error ? error.name : 'unknown'})`}
}

/** A module as TypeScript's own parser sees it, without what it says of types. */
export function parsedModule(ts: typeof Morph.ts, path: string, text: string): Morph.ts.SourceFile {
  return ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  })
}

/** By file, what is wrong with it. */
export type SyntaxFaults = ReadonlyMap<FileSeen['path'], SyntaxFault>
