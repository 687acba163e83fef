/** A command of CL, with the commands that stand in it. */
export interface ClCommand {
  /** In capitals, without its library. */
  readonly name: string
  /** By keyword, what stands in its brackets. */
  readonly keywords: ReadonlyMap<string, string>
  /** What stands without a keyword, in order. */
  readonly positional: readonly string[]
  /** It runs in a job of its own. */
  readonly isSubmitted?: true
  readonly line: number
}

interface Logical {
  readonly text: string
  readonly line: number
}

const mostText = 32_000

/** The commands of a source: lines joined where they end in + or -, without comments and labels. */
export function logicalLines(source: string): {
  readonly lines: readonly Logical[]
  readonly unended: number | undefined
} {
  const lines: Logical[] = []
  let [open, first, line, isComment, isLiteral] = ['', 0, 0, false, false]
  let unended: number | undefined
  for (let at = 0; at < source.length;) {
    let end = source.indexOf('\n', at)
    if (end < 0) end = source.length
    line += 1
    const raw = source.slice(at, end).trimEnd()
    at = end + 1
    const read = withoutComments(raw, isComment, isLiteral)
    if (!isComment && read.isComment) unended = line
    ;({isComment, isLiteral} = read)
    if (!isComment) unended = undefined
    const code = read.code.trimEnd()
    if (code.trim() === '' && open === '') {
      isLiteral = false
      continue
    }
    if (open === '') first = line
    const mark = code.at(-1)
    const goesOn = mark === '+' || (mark === '-' && /(?:^|[\s'(])-$/.test(code))
    const part = goesOn ? code.slice(0, -1) : code
    if (open.length < mostText) open += mark === '+' || isLiteral ? part.trimStart() : part
    if (goesOn && at < source.length) {
      if (!isLiteral && !/\s$/.test(open) && mark === '-') open += ' '
      continue
    }
    lines.push({text: open.trim().slice(0, mostText), line: first})
    open = ''
    isLiteral = false
  }
  return {lines, unended}
}

/** Behind one of these `/*` is of a name, as in `LIBRARY/*ALL`. */
const inName = /[\w@#$£§À-ÿ&*]/

function withoutComments(raw: string, wasComment: boolean, wasLiteral: boolean) {
  if (!wasComment && !raw.includes('/*') && !raw.includes("'"))
    return {code: raw, isComment: false, isLiteral: wasLiteral}
  let [code, isComment, isLiteral, from] = ['', wasComment, wasLiteral, 0]
  for (let at = 0; at < raw.length; at += 1) {
    const mark = raw.charCodeAt(at)
    if (isComment) {
      if (mark === 42 && raw.charCodeAt(at + 1) === 47) {
        isComment = false
        at += 1
        from = at + 1
      }
    } else if (mark === 39) isLiteral = !isLiteral
    else if (!isLiteral && mark === 47 && raw.charCodeAt(at + 1) === 42 && !inName.test(raw[at - 1] ?? '')) {
      code += `${raw.slice(from, at)} `
      isComment = true
      at += 1
    }
  }
  return {code: isComment ? code : code + raw.slice(from), isComment, isLiteral}
}

/** `(LIBRARY/)NAME`, with a label before it and a `?` for prompting. */
const head =
  /^(?:[A-Za-z@#$£§À-ÿ][\w@#$£§À-ÿ]{0,9}:\s*)?\??\*?(?:[A-Za-z@#$£§À-ÿ*][\w@#$£§À-ÿ]{0,10}\/)?([A-Za-z@#$£§À-ÿ][\w@#$£§À-ÿ]{0,9})(?![\w@#$£§À-ÿ.=])\s*/
const deepest = 12

/** The command that a text is, and those in it: what IF, MONMSG, SBMJOB and others run. */
export function commandsIn(text: string, line: number, depth = 0, isSubmitted = false): readonly ClCommand[] {
  const begins = head.exec(text)
  if (!begins || depth > deepest) return []
  const name = (begins[1] ?? '').toUpperCase()
  if (name === 'ELSE' || name === 'OTHERWISE') {
    const rest = text.slice(begins[0].length)
    const inside = /^CMD\s*\(/i.test(rest) ? parametersOf(rest).keywords.get('CMD') : rest
    return [
      {name, keywords: new Map(), positional: [], line},
      ...commandsIn((inside ?? '').trim(), line, depth + 1, isSubmitted),
    ]
  }
  const {keywords, positional} = parametersOf(text.slice(begins[0].length))
  const command: ClCommand = {name, keywords, positional, line, ...(isSubmitted && {isSubmitted: true as const})}
  const submits = isSubmitted || submitting.test(name)
  return [command, ...innerOf(command).flatMap((one) => commandsIn(one.trim(), line, depth + 1, submits))]
}

/** What runs its command as another job, now or when it is due. */
const submitting = /^(?:SBMJOB|(?:ADD|CHG)JOBSCDE)$/

/** Keywords whose values are commands. */
function innerOf({name, keywords, positional}: ClCommand): readonly string[] {
  const run = ['CMD', 'THEN', 'EXEC'].flatMap((keyword) => keywords.get(keyword) ?? [])
  if (name === 'IF' || name === 'WHEN') return run.length > 0 ? run : positional.slice(keywords.has('COND') ? 0 : 1, 2)
  if (name === 'MONMSG') return run.length > 0 ? run : positional.slice(2, 3)
  if (submitting.test(name)) {
    const requested = keywords.get('RQSDTA') ?? ''
    const data = /^'([\s\S]*)'$/.exec(requested.trim())?.[1]?.replaceAll("''", "'")
    return [...run, ...(data === undefined ? [] : [data]), ...(run.length > 0 ? [] : positional.slice(0, 1))]
  }
  return run
}

const keyword = /([A-Za-z@#$£§À-ÿ][\w@#$£§À-ÿ]*)\(/y

/** What stands behind the name of a command. */
export function parametersOf(text: string): Pick<ClCommand, 'keywords' | 'positional'> {
  const keywords = new Map<string, string>()
  const positional: string[] = []
  for (let at = 0; at < text.length && keywords.size + positional.length < 200;) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1
      continue
    }
    keyword.lastIndex = at
    const named = keyword.exec(text)
    if (named) {
      const close = closing(text, at + named[0].length - 1)
      const key = (named[1] ?? '').toUpperCase()
      if (!keywords.has(key)) keywords.set(key, text.slice(at + named[0].length, close).trim())
      at = close + 1
      continue
    }
    const end = text[at] === '(' ? closing(text, at) + 1 : valueEnd(text, at)
    const value = text.slice(at, end)
    positional.push(value.startsWith('(') ? value.slice(1, -1) : value)
    at = Math.max(end, at + 1)
  }
  return {keywords, positional}
}

/** The place of the bracket that closes the one at `open`, or the end. */
function closing(text: string, open: number): number {
  let [depth, isLiteral] = [0, false]
  for (let at = open; at < text.length; at += 1) {
    const mark = text.charCodeAt(at)
    if (mark === 39) isLiteral = !isLiteral
    else if (isLiteral) continue
    else if (mark === 40) depth += 1
    else if (mark === 41 && --depth === 0) return at
  }
  return text.length
}

function valueEnd(text: string, start: number): number {
  let isLiteral = false
  for (let at = start; at < text.length; at += 1) {
    const mark = text.charCodeAt(at)
    if (mark === 39) isLiteral = !isLiteral
    else if (!isLiteral && mark <= 32) return at
  }
  return text.length
}
