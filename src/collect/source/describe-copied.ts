import type {CoverageNote} from '../../model/inventory.ts'
import type {CopiedCodeTold} from '../../model/copied-code.ts'
import {copiedCode} from './copied-code.ts'
import type {Modules} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {MainframeParts} from './mainframe/mainframe-parts.ts'
import {shownPath} from './mainframe/telling.ts'
import type {SourceRecords} from './source-records.ts'

/** Of one application so much copied code is told, that with most copied lines first, and so many places of each. */
const mostTold = 200
const mostPlaces = 50

/** On the application of its first place, code that stands in several programs, with its places. */
export function describeCopied(
  records: SourceRecords,
  {scan, ownerOf, partAt}: Modules,
  {programAt}: Pick<MainframeParts, 'programAt'>,
  root: string,
): readonly CoverageNote[] {
  const production = new Map([...scan.fingerprints].filter(([path]) => roleOf(path) === 'production'))
  const found = copiedCode(production, partAt)
  const files = new Map(scan.files.map((file) => [file.path, file]))
  const groups = Map.groupBy(found, ({places}) => ownerOf(places[0]?.path ?? '').id)
  for (const [owner, own] of groups)
    records.values(
      owner,
      'copiedCode',
      own.slice(0, mostTold).map(({lines, places}) => {
        const told = places.slice(0, mostPlaces)
        const value: CopiedCodeTold = {
          lines,
          places: places.length,
          in: told.map(({path, line, until}) => ({
            in: programAt(path, line) ?? shownPath({root}, path),
            line,
            until,
          })),
        }
        return {
          value: {...value, in: [...value.in]},
          places: told.flatMap(({path, line}) => {
            const file = files.get(path)
            return file ? [{file, line}] : []
          }),
        }
      }),
    )
  return notesOf([...groups.values()].reduce((sum, own) => sum + Math.max(0, own.length - mostTold), 0))
}

/** Of what is told nothing is left out: a note says how many pieces beyond these are. */
function notesOf(count: number): readonly CoverageNote[] {
  if (count === 0) return []
  const what =
    count === 1
      ? '1 piece of code that stands in several programs is'
      : `${count} pieces of code that stand in several programs are`
  const message = `${what} not told: ${mostTold} of an application are`
  return [{code: 'copied-code', what: 'copied code', count, message}]
}
