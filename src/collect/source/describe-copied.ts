import type {CoverageNote} from '../../model/inventory.ts'
import type {CopiedCodeTold} from '../../model/copied-code.ts'
import {type CopiedCode, copiedCode} from './copied-code.ts'
import type {Modules} from './describe-modules.ts'
import {linesAFingerprint} from './languages/code-fingerprints.ts'
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
  {scan, ownerOf}: Modules,
  {programAt}: Pick<MainframeParts, 'programAt'>,
  root: string,
): readonly CoverageNote[] {
  const production = new Map([...scan.fingerprints].filter(([path]) => roleOf(path) === 'production'))
  const found = copiedCode(production)
  if (found.length === 0) return []
  const files = new Map(scan.files.map((file) => [file.path, file]))
  for (const [owner, own] of Map.groupBy(found, ({places}) => ownerOf(places[0]?.path ?? '').id))
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
  return [noteOf(found)]
}

function noteOf(found: readonly CopiedCode[]): CoverageNote {
  const count = found.length
  const [first] = found
  const largest = first ? `; the most copied: ${first.lines} lines in ${first.places.length} places` : ''
  const message = `${count} ${count === 1 ? 'piece' : 'pieces'} of code of ${linesAFingerprint} lines or more ${count === 1 ? 'stands' : 'stand'} in several programs${largest}`
  return {code: 'copied-code', what: 'copied code', count, message}
}
