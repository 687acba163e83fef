import {fixedLine} from './fixed-lines.ts'
import {endFree, freeLine} from './free-lines.ts'
import type {Reading, RpgSource} from './reading.ts'

/** It says so, or declares something left of where columns would let it. */
const free = /^\s*\*\*FREE\b|^ {0,4}(?:CTL-OPT|DCL-(?:F|S|C|DS|PR|PI|PROC))\s/im

/** Takes a source apart; `isOld` says that its columns are those of RPG III. */
export function sourceOf(text: string, isOld: boolean): RpgSource {
  const reading: Reading = {
    ...{isOld, declarations: [], calculations: [], sql: [], copies: [], hasOptions: false, codeLines: 0, line: 0},
    ...{
      unended: undefined,
      misread: undefined,
      free: '',
      freeLine: 0,
      isInLiteral: false,
      longName: '',
      isInSql: false,
    },
    ...{block: undefined, fixedBlock: undefined},
  }
  const isFree = free.test(text.slice(0, 20_000))
  for (let at = 0; at < text.length;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    reading.line += 1
    const raw = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end)
    at = end + 1
    if (raw.startsWith('**') && (reading.line > 1 || !isFree)) break
    if (isFree) freeLine(reading, raw, 0)
    else fixedLine(reading, raw)
  }
  if (reading.free.trim() !== '' || reading.isInSql) reading.unended ??= reading.freeLine
  endFree(reading)
  return {...reading, lines: reading.line}
}
