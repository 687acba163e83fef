import type {CoverageNote, Problem} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import type {SyntaxFaults} from './syntax-fault.ts'
import {printable} from './walk-tree.ts'

/** So many files of a tree are named; the others are counted. */
const mostNamed = 200

/** Each file that is no sound source, in order of path. */
export function syntaxProblems(faults: SyntaxFaults): readonly Problem[] {
  const named = [...faults]
    .toSorted(([a], [b]) => compareText(a, b))
    .slice(0, mostNamed)
    .map(([path, {line, message, hint}]) => ({
      record: 'problem' as const,
      code: line === undefined ? 'unparseable' : 'syntax-error',
      message: printable(message),
      where: `${printable(path)}${line === undefined ? '' : `:${line}`}`,
      hint: hint ?? 'Mend the file: what stands behind the error may be missed.',
    }))
  const others = faults.size - named.length
  return others > 0
    ? [
        ...named,
        {
          record: 'problem',
          code: 'more-problems',
          message: `${others} further ${others === 1 ? 'file has' : 'files have'} syntax errors: counted, not listed`,
        },
      ]
    : named
}

/** How many files of each language are no sound source. */
export function syntaxNotes(
  faults: SyntaxFaults,
  languageOf: (path: string) => string | undefined,
): readonly CoverageNote[] {
  const languages = Map.groupBy(
    faults.keys(),
    (path) => languageOf(path) ?? (/\.xml$/i.test(path) ? 'XML' : 'tsconfig'),
  )
  return [...languages]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([what, {length: count}]) => ({
      code: 'syntax-errors',
      what,
      count,
      message: `${count} ${what} ${count === 1 ? 'file' : 'files'} with syntax errors: read only in part`,
    }))
}
