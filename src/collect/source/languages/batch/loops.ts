const loop = /\bfor\s+(?:\/[a-z]\s+)?[^%]{0,200}?%%?~?[^\s%]\s+in\s*\(/gi
const mostLoops = 50

/** A line without the lists that its loops go through, and the commands whose output they go through. */
export function withoutLists(code: string): {readonly code: string; readonly commands: readonly string[]} {
  const commands: string[] = []
  let rest = code
  for (let count = 0; count < mostLoops; count += 1) {
    const pattern = new RegExp(loop)
    const found = pattern.exec(rest)
    if (!found) break
    const open = found.index + found[0].length
    const close = closing(rest, open)
    const list = rest.slice(open, close).trim()
    const isOfCommand = /\bfor\s+\/f\b/i.test(found[0])
    const command = isOfCommand ? /^(?:'(.*)'|`(.*)`)$/.exec(list) : null
    // With `usebackq` a text in single quotes is one, and a command stands between the others.
    const isText = command?.[1] !== undefined && /usebackq/i.test(found[0])
    if (command && !isText) commands.push((command[1] ?? command[2] ?? '').replace(/\^([|&<>^])/g, '$1'))
    rest = `${rest.slice(0, found.index)} ${rest.slice(close + 1).replace(/^\s*do\b/i, ' ')}`
  }
  return {code: rest, commands}
}

/** The bracket that closes the list: one that stands in quotes is none. */
function closing(code: string, open: number): number {
  let [depth, quote] = [1, '']
  for (let at = open; at < code.length; at += 1) {
    const sign = code[at] ?? ''
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || ((sign === "'" || sign === '`') && at === code.indexOf(sign, open))) quote = sign
    else if (sign === '(') depth += 1
    else if (sign === ')') depth -= 1
    if (depth === 0) return at
  }
  return code.length
}
