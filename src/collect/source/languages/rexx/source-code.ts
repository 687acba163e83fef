/** The clauses of a file; places are the same in both texts. */
export interface RexxCode {
  /** Without comments. */
  readonly text: string
  /** With what stands in quotes left out too. */
  readonly masked: string
  readonly clauses: readonly (readonly [start: number, end: number])[]
  /** Where a comment begins that never ends. */
  readonly unended: number | undefined
}

const stops = /\/\*|['"]/g
const quoted = /'[^'\n]*'|"[^"\n]*"/g

/** Comments may stand in comments, texts end with their line, and a clause goes on behind a comma. */
export function codeOf(source: string): RexxCode {
  const code: string[] = []
  let unended: number | undefined
  let [done, end] = [0, -1]
  stops.lastIndex = 0
  for (let stop = stops.exec(source); stop; stop = stops.exec(source)) {
    const {index} = stop
    if (stop[0] !== '/*') {
      if (end < index) end = lineEnd(source, index)
      const close = source.indexOf(stop[0], index + 1)
      stops.lastIndex = close < 0 || close > end ? end : close + 1
      continue
    }
    let behind = unended === undefined ? commentEnd(source, index) : -1
    if (behind < 0) {
      unended ??= index
      // Where one never ends, comments in others are not told apart any more: each is read to the end of its line.
      behind = lineEnd(source, index)
    }
    code.push(source.slice(done, index), blankOf(source, index, behind))
    done = behind
    stops.lastIndex = behind
  }
  code.push(source.slice(done))
  const text = code.join('')
  const masked = text.replace(quoted, (all) => `${all[0]}${' '.repeat(all.length - 2)}${all[0]}`)
  return {text, masked, clauses: clausesOf(masked), unended}
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  return end < 0 ? source.length : end
}

const marks = /\/\*|\*\//g

function commentEnd(source: string, start: number): number {
  let depth = 0
  marks.lastIndex = start
  for (let mark = marks.exec(source); mark; mark = marks.exec(source)) {
    depth += mark[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return -1
}

/** As many lines as before: each ends a clause. */
function blankOf(source: string, start: number, end: number): string {
  const part = source.slice(start, end)
  return part.includes('\n') ? part.replace(/[^\n]/g, ' ') : ' '.repeat(part.length)
}

function clausesOf(masked: string): readonly (readonly [number, number])[] {
  const clauses: [number, number][] = []
  let begin = 0
  for (let at = 0; at < masked.length;) {
    const end = lineEnd(masked, at)
    for (let point = masked.indexOf(';', at); point >= 0 && point < end; point = masked.indexOf(';', point + 1)) {
      clauses.push([begin, point])
      begin = point + 1
      at = point + 1
    }
    let last = end - 1
    while (last >= at && masked.charCodeAt(last) <= 32) last -= 1
    if (last < at || masked[last] !== ',') {
      if (last >= at || begin < at) clauses.push([begin, end])
      begin = end + 1
    }
    at = end + 1
  }
  if (begin < masked.length) clauses.push([begin, masked.length])
  return clauses
}
