/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  /** In capitals: FROM, RUN, ... */
  readonly keyword: string
  readonly rest: string
  readonly line: number
}

/** The instructions of a Dockerfile, without comments; what a RUN is given between `<<EOF` and `EOF` is part of it. */
export function dockerInstructions(text: string): readonly Instruction[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const escape = /^#\s{0,10}escape\s{0,10}=\s{0,10}`/im.test(text.slice(0, directivesEnd)) ? '`' : '\\'
  const found: Instruction[] = []
  for (let at = 0; at < lines.length;) {
    const start = at
    const parts: string[] = []
    let isOpen = true
    while (isOpen && at < lines.length) {
      const line = lines[at]?.trimEnd() ?? ''
      at += 1
      // A comment, and an empty line, may stand between the parts of an instruction.
      if (/^\s*(#|$)/.test(line) && (parts.length > 0 || line.trimStart().startsWith('#'))) continue
      isOpen = line.endsWith(escape)
      parts.push(isOpen ? line.slice(0, -1) : line)
    }
    const whole = parts.join(' ').trim()
    const end = heredocEnd(whole)
    if (end) {
      const from = at
      while (at < lines.length && lines[at]?.trim() !== end) at += 1
      parts.push('\n', ...lines.slice(from, at))
      at += 1
    }
    const [, keyword, rest = ''] = /^([A-Za-z]+)(?:\s+([^]*))?$/.exec(end ? parts.join('\n').trim() : whole) ?? []
    if (keyword) found.push({keyword: keyword.toUpperCase(), rest: rest.trim(), line: firstLine(lines, start) + 1})
  }
  return found
}

const directivesEnd = 500

/** The word that ends what an instruction is given over the lines below it. */
function heredocEnd(instruction: string): string | undefined {
  return /^(?:RUN|COPY|ADD)\b[^]*<<-?["']?([A-Za-z_]\w*)["']?/i.exec(instruction)?.[1]
}

/** Of comments before an instruction none is its line. */
function firstLine(lines: readonly string[], start: number): number {
  let at = start
  while (at < lines.length - 1 && /^\s*(#|$)/.test(lines[at] ?? '')) at += 1
  return at
}

/** `A=1 B="two words"`, or the old `A one two`: the names and their values. */
export function assignments(text: string): readonly (readonly [name: string, value: string])[] {
  const all = [...text.matchAll(/([A-Za-z_]\w{0,200})=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s"'\\]|\\.)*)/g)]
  if (/^[A-Za-z_]\w*=/.test(text))
    return all.map(([, name = '', value = '']) => [name, value.replace(/^(["'])([^]*)\1$/, '$2')])
  const [, name, value = ''] = /^([A-Za-z_]\w*)(?:\s+([^]*))?$/.exec(text) ?? []
  return name ? [[name, value]] : []
}
