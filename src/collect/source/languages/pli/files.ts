import type {CobolFactAt} from '../cobol/cics-facts.ts'
import {fileModes, fileStatements} from './libraries.ts'
import type {Reading} from './reading.ts'
import {count} from './reading.ts'
import {behindBrackets, namedIn} from './references.ts'

const file = /\bFILE\s*\(\s*([A-Z@#$_][\w@#$]*)[^)]*\)/gi

/** `OPEN FILE(A) INPUT TITLE('DD'), FILE(B) OUTPUT`. */
export function openAt(reading: Reading, start: number, end: number): void {
  const {masked, text} = reading.code
  file.lastIndex = 0
  const found = [...masked.slice(start, end).matchAll(file)]
  for (const [index, match] of found.entries()) {
    const next = found[index + 1]?.index ?? end - start
    const from = start + match.index
    const words = masked.slice(from, start + next).toUpperCase()
    const word = Object.keys(fileModes).find((mode) => new RegExp(`\\b${mode}\\b`).test(words))
    const title = /\bTITLE\s*\(/.exec(words)
    const open = title ? from + title.index + title[0].length - 1 : 0
    const named = title ? (namedIn(text.slice(open + 1, behindBrackets(masked, open, end) - 1)) ?? {}) : undefined
    count(reading, 'OPEN')
    reading.fileUses.push({
      file: (match[1] ?? '').toUpperCase(),
      mode: word === undefined ? undefined : fileModes[word],
      ...{by: 'open', title: named, at: from},
    })
  }
}

/** A statement that reads or writes a record or a line of a file. */
export function exchangeAt(reading: Reading, verb: string, start: number, end: number): void {
  const {masked} = reading.code
  file.lastIndex = 0
  const name = file.exec(masked.slice(start, end))?.[1]
  if (name !== undefined)
    reading.fileUses.push({
      file: name.toUpperCase(),
      mode: fileStatements[verb],
      by: 'use',
      title: undefined,
      at: start,
    })
  const into = verb === 'READ' ? /\bINTO\s*\(\s*([^()]+)/i.exec(masked.slice(start, end))?.[1] : undefined
  const to = into === undefined ? undefined : namedIn(into)
  if (to?.item !== undefined) reading.moves.push({from: undefined, to, at: start})
}

const mostOpens = 100

/** Files that are declared: by the OPENs that say how, by their declaration, or else by what is done with them. */
export function fileFacts(
  {files, fileUses}: Reading,
  lineAt: (at: number) => number,
): readonly (CobolFactAt & {is: 'program-file'})[] {
  const uses = Map.groupBy(fileUses, (use) => use.file)
  const met = new Set<string>()
  return files.flatMap(({name, mode, organization, at}) => {
    if (met.has(name)) return []
    met.add(name)
    const own = uses.get(name) ?? []
    const opens = own.filter(({by}) => by === 'open').map((use) => ({how: use.mode ?? mode, line: lineAt(use.at)}))
    const done = own.flatMap((use) =>
      use.by === 'use' && use.mode ? [{mode: mode ?? use.mode, line: lineAt(use.at)}] : [],
    )
    const firsts = [...new Map(done.toReversed().map((one) => [one.mode, one])).values()].toReversed()
    // An OPEN that does not say how is for input, unless something is written.
    const asked = opens.flatMap(({how, line}) =>
      how ? [{mode: how, line}] : firsts.length > 0 ? [] : [{mode: 'input' as const, line}],
    )
    if (opens.length === 0 || opens.some(({how}) => how === undefined)) asked.push(...firsts)
    const title = own.find((use) => use.title)?.title
    const path = title?.literal !== undefined && /[\\/.]/.test(title.literal) ? {path: title} : undefined
    const dd = path ? undefined : ddName(title ? title.literal : name)
    return [
      {
        ...{is: 'program-file' as const, file: name},
        ...(dd !== undefined && {dd}),
        ...path,
        ...(organization !== undefined && {organization}),
        ...{opens: asked.slice(0, mostOpens), at},
      },
    ]
  })
}

/** The title is the name of the DD, or else that of the file, of which eight characters count. */
function ddName(title: string | undefined): string | undefined {
  const name = title?.trim().toUpperCase().slice(0, 8)
  return name !== undefined && /^[A-Z@#$][A-Z0-9@#$]{0,7}$/.test(name) ? name : undefined
}
