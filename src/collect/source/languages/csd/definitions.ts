import type {CicsDefinition} from '../definition-fact.ts'

const begins = /^\s*DEFINE\s+([A-Z0-9]+)\s*\(\s*([^()\s]+)\s*\)/i
const option = /\b([A-Z][A-Z0-9]*)\s*\(([^()]*)\)/gi
const mostLines = 400
/** Options that lead somewhere, or say what a thing is. */
const kept =
  /^(?:PROGRAM|DSNAME|DDNAME|GROUP|TRANSACTION|TRANSID|REMOTENAME|REMOTESYSTEM|URIMAP|WEBSERVICE|PIPELINE|HOST|PATH|PORT(?:NUMBER)?|SCHEME|USAGE|EXTRAPARTITION|DB2ID|PLAN|ENTRY|LANGUAGE|TYPE|WSDLFILE|WSBIND|MAPPING|TDQUEUE|TSQUEUE|QUEUE|NETNAME|ALIAS|STATUS)$/

/** The resources that DFHCSDUP is told of, in a member of its own or in the stream of a job. */
export function definitionsIn(lines: readonly string[], first: number): readonly CicsDefinition[] {
  const found: CicsDefinition[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = codeOf(lines[at])
    const [, kind = '', name = ''] = begins.exec(line) ?? []
    if (!kind) continue
    const start = at
    let text = line
    while (at + 1 < lines.length && at - start < mostLines) {
      const next = lines[at + 1] ?? ''
      if (
        /^\s*(?:DEFINE|ALTER|DELETE|ADD|LIST|INSTALL|REMOVE|COPY|APPEND|USERDEFINE|UPGRADE|VERIFY|SERVICE|PROCESS)\b(?!\s*\()/i.test(
          codeOf(next),
        )
      )
        break
      at += 1
      text += ` ${codeOf(next).trim()}`
    }
    const given: Record<string, string> = {}
    for (const [, key = '', value = ''] of text.matchAll(option)) {
      const upper = key.toUpperCase()
      if (kept.test(upper) && value.trim() && upper !== kind.toUpperCase()) given[upper] ??= value.trim()
    }
    const {GROUP: group, ...rest} = given
    found.push({
      is: 'cics-definition',
      kind: kind.toUpperCase(),
      name: name.toUpperCase(),
      ...(group !== undefined && {group}),
      given: rest,
      line: first + start,
    })
  }
  return found
}

/** Without the columns for numbers; an asterisk begins a comment. */
function codeOf(line = ''): string {
  return line.startsWith('*') ? '' : (line.length > 72 ? line.slice(0, 72) : line).trimEnd()
}
