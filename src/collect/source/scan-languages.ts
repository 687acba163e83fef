import {isKnownByText, languageScanners, scannerOf} from './languages/all-languages.ts'
import type {Fact, FileFacts} from './languages/fact.ts'
import {withConstants} from './languages/known-constants.ts'
import type {FileRead, ImportEdge} from './languages/language-scanner.ts'
import {scanThread} from './languages/scan-thread.ts'
import type {ScanAnswer} from './languages/watched-thread.ts'
import type {ScanJournal} from './scan-journal.ts'
import {textSharer} from './shared-texts.ts'
import type {SyntaxFault} from './syntax-fault.ts'
import {compareText} from '../../model/json-lines.ts'
import {type FileSeen, printable, type SourceFile, type TreeList} from './walk-tree.ts'
import {fileWithoutSecrets} from './without-secrets.ts'

interface LanguageScan {
  /** Takes a file of a language that has a folder; `before` is what is known of it. */
  readonly add: (file: SourceFile, before: FileFacts | undefined) => void
  readonly pace: () => Promise<void>
  /** What all the files say together; a file that no scanner got through is told in the list's problems. */
  readonly finish: (manifests: readonly SourceFile[]) => Promise<{
    readonly imports: readonly ImportEdge[]
    readonly facts: Map<string, readonly Fact[]>
    /** Of code that is compared with that of others, by path. */
    readonly fingerprints: ReadonlyMap<string, string>
  }>
  readonly end: () => Promise<void>
}

/** Scans the files of all languages that have a folder, beside the reading of the next. */
export function languageScan(
  list: Pick<TreeList, 'problems'>,
  journal: ScanJournal,
  faults: Map<string, SyntaxFault>,
  /** The file once more, unless it has changed since it was seen. */
  readAgain: (file: FileSeen) => SourceFile | undefined,
): LanguageScan {
  const read = new Map<string, Map<string, FileRead>>()
  const shared = textSharer()
  const take = (file: SourceFile, found: FileFacts): void => {
    const {path, sha256} = file
    // The text of what is known from before is read only where it alone says what it is.
    const id = (isKnownByText(path) ? scannerOf(path, file.text) : scannerOf(path))?.id ?? ''
    const files = read.get(id) ?? new Map<string, FileRead>()
    files.set(path, {file: {path, sha256}, found})
    read.set(id, files)
    if (found.fault) faults.set(path, found.fault)
    else faults.delete(path)
  }
  const told = (file: SourceFile, answer: ScanAnswer): void => {
    const {path, sha256} = file
    if ('failed' in answer) {
      list.problems.push(scannerFailed(path, answer.failed))
      return take(file, {imports: [], declares: [], facts: []})
    }
    const found = fileWithoutSecrets(shared(answer.found))
    journal.keep({path, sha256}, {source: found})
    take(file, found)
  }
  const thread = scanThread({told})
  return {
    add: (file, before) => (before ? take(file, before) : thread.add(file)),
    pace: thread.pace,
    finish: async (manifests) => {
      await thread.finish()
      for (const {file: seen, given} of toScanAgain(read, manifests)) {
        const file = readAgain(seen)
        if (file) thread.add({...file, ...(given.length > 0 && {given})})
        await thread.pace()
      }
      await thread.finish()
      const sorted = new Map(
        [...read].map(([id, files]) => [
          id,
          settled(id, withConstants([...files.values()].toSorted((a, b) => compareText(a.file.path, b.file.path)))),
        ]),
      )
      return {
        imports: languageScanners.flatMap(({id, link}) => link(sorted.get(id) ?? [], manifests)),
        ...foundIn([...sorted.values()].flat()),
      }
    },
    end: thread.end,
  }
}

function settled(id: string, files: readonly FileRead[]): readonly FileRead[] {
  return languageScanners.find((scanner) => scanner.id === id)?.settle?.(files) ?? files
}

/** Facts and fingerprints by path, of files that have some. */
function foundIn(files: readonly FileRead[]) {
  return {
    facts: new Map(files.flatMap(({file, found}) => (found.facts.length > 0 ? [[file.path, found.facts]] : []))),
    fingerprints: new Map(
      files.flatMap(({file: {path}, found: {fingerprints}}) =>
        fingerprints === undefined ? [] : [[path, fingerprints]],
      ),
    ),
  }
}

/** Files of which others import something that had not been known when they were scanned. */
function toScanAgain(
  read: ReadonlyMap<string, ReadonlyMap<string, FileRead>>,
  manifests: readonly SourceFile[],
): readonly {readonly file: FileSeen; readonly given: readonly string[]}[] {
  return languageScanners.flatMap(({id, shared}) => {
    const files = [...(read.get(id)?.values() ?? [])]
    if (!shared || files.length === 0) return []
    const givenTo = shared(files, manifests)
    return files.flatMap(({file, found}) => {
      const isOpen = (specifier: string): boolean => (found.open ?? []).some((prefix) => specifier.startsWith(prefix))
      const given = [...new Set(givenTo(file.path))].filter(isOpen).toSorted(compareText)
      return given.join(' ') === (found.given ?? '') ? [] : [{file, given}]
    })
  })
}

function scannerFailed(path: string, why: string): TreeList['problems'][number] {
  return {
    record: 'problem',
    code: 'scanner-failed',
    message: `the scanner of its language did not get through it (${printable(why)}): nothing of it was read`,
    where: printable(path),
    hint: 'Look at the file; where it is sound, tell the authors of domesday of it.',
  }
}
