/** A statement in the form of the assembler's, in which maps and databases are defined too. */
export interface AssemblerStatement {
  readonly name: string
  readonly operation: string
  /** Of all its lines, without the remarks behind them. */
  readonly operands: string
  readonly line: number
}

const mostContinued = 200

/** The statements of a member: one goes on where column 72 is not blank; an asterisk begins a comment. */
export function assemblerStatements(text: string): readonly AssemblerStatement[] {
  const lines = text.split('\n')
  const found: AssemblerStatement[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.startsWith('*') || line.startsWith('.*')) continue
    const [, name = '', operation = '', rest = ''] =
      /^(\S*)\s+([A-Za-z@#$][\w@#$]*)(?:\s+(.*))?$/.exec(line.slice(0, 71)) ?? []
    if (operation === '') continue
    let operands = withoutRemark(rest)
    const first = at + 1
    for (let count = 0; goesOn(lines[at]) && at + 1 < lines.length && count < mostContinued; count += 1) {
      at += 1
      operands += withoutRemark((lines[at] ?? '').slice(0, 71).trimStart())
    }
    found.push({name: name.toUpperCase(), operation: operation.toUpperCase(), operands, line: first})
  }
  return found
}

function goesOn(line: string | undefined): boolean {
  const mark = line?.[71]
  return mark !== undefined && mark.trim() !== ''
}

function withoutRemark(text: string): string {
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "'") isQuoted = !isQuoted
    else if (text[at] === ' ' && !isQuoted) return text.slice(0, at)
  }
  return text
}

/** The value of a keyword: `DBDNAME=X`, `NAME=(X,SEQ)`. */
export function keywordOf(operands: string, keyword: string): string | undefined {
  const value = new RegExp(`(?:^|[,(])${keyword}=\\(*'?([^,()\\s']+)`, 'i').exec(operands)?.[1]
  return value?.toUpperCase()
}
