const question = /^[ \t]*#If[ \t]+(Not[ \t]+)?(\w+)/i
const other = /^[ \t]*#Else(?:If)?\b/i
const end = /^[ \t]*#End[ \t]*If\b/i

/** What holds where pointers have that width. */
const holds: Readonly<Record<'32' | '64', ReadonlyMap<string, boolean>>> = {
  '32': new Map([
    ['win16', false],
    ['win32', true],
  ]),
  '64': new Map([
    ['vba7', true],
    ['win64', true],
    ['win32', true],
    ['win16', false],
  ]),
}

/**
 * Code of Visual Basic without what conditional compiling leaves out on machines of that width, for questions whose
 * answer the width tells.
 */
export function compiledFor(width: '32' | '64'): (code: string) => string {
  return (code) => {
    if (!/^[ \t]*#If\b/im.test(code)) return code
    /** Of each question that is open, whether its branch is compiled; undefined where nobody knows. */
    const open: (boolean | undefined)[] = []
    const lines = code.split('\n').map((line) => {
      const asked = question.exec(line)
      if (asked) open.push(answerOf(width, asked))
      else if (end.test(line)) open.pop()
      else if (other.test(line) && open.at(-1) !== undefined) open[open.length - 1] = !open.at(-1)
      return open.includes(false) ? line.replace(/[^\r]/g, ' ') : line
    })
    return lines.join('\n')
  }
}

function answerOf(width: '32' | '64', [, not, name = '']: RegExpExecArray): boolean | undefined {
  const answer = holds[width].get(name.toLowerCase())
  return answer === undefined ? undefined : answer !== (not !== undefined)
}
