/** A line of a script with those that go on behind it, at its first. */
export interface Line {
  readonly code: string
  readonly line: number
}

const mostContinued = 200
/** What leaves a script, or goes elsewhere in it, whatever holds. */
const leaves = /^(?!(?:if|for|else)\b)(?:[^&|]*&(?!&)){0,20}\s*(?:exit(?:\s+\/b)?(?:\s+\S+)?|goto\s+:?\S+)\s*$/i
/** How a script that is one of JScript as well begins its parts. */
const ofTwoLanguages = /^if\s*\(@/i

/**
 * The lines that are code and may be run: `^` at an end goes on in the next, and behind a line that leaves the script only
 * what a label leads to is run. What else stands there is mostly of another language.
 */
export function linesOf(text: string): readonly Line[] {
  const lines = text.split(/\r?\n/)
  const found: Line[] = []
  let isReached = true
  let depth = 0
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1
    let code = lines[at] ?? ''
    for (let count = 0; /(?:^|[^^])\^\s*$/.test(code) && at + 1 < lines.length && count < mostContinued; count += 1) {
      at += 1
      code = `${code.replace(/\^\s*$/, '')} ${(lines[at] ?? '').trimStart()}`
    }
    // Such signs before a command stand for blanks.
    if (/^\s*;;/.test(code)) continue
    code = code.replace(/^[\s;,=@]+/, '')
    if (code.startsWith(':')) isReached ||= /^:(?![:\s])/.test(code)
    else if (isReached && code !== '' && !/^rem(?:\s|$)/i.test(code) && !ofTwoLanguages.test(code)) {
      found.push({code, line})
      if (code.startsWith(')')) depth = Math.max(depth - 1, 0)
      if (depth === 0 && leaves.test(code)) isReached = false
      if (/\(\s*$/.test(code)) depth += 1
    }
  }
  return found
}
