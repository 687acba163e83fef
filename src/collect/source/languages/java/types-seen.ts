import type {FileFacts, TypeSeen} from '../fact.ts'

const mostTypes = 200
const longestHead = 2000
const head =
  /[{}]|(?<![.\w$@])(?:(abstract)\s+(?:(?:public|static|final|strictfp|sealed)\s+){0,4})?(class|interface|enum|record)\s+([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)/g

/** The types of a file that are open or take others on, by their heads; the code is without comments and texts. */
export function typesSeen(code: string, lineAt: (index: number) => number): Pick<FileFacts, 'types'> {
  if (!/\b(?:implements|extends|interface|abstract)\b/.test(code)) return {}
  const found: TypeSeen[] = []
  const around: {readonly name: string; readonly depth: number}[] = []
  let depth = 0
  let declared: {readonly name: string; readonly isOpen: boolean; readonly at: number; readonly end: number} | undefined
  for (const {0: mark, 1: isAbstract, 2: kind, 3: name, index} of code.matchAll(head)) {
    if (name) {
      declared = {name, isOpen: kind === 'interface' || isAbstract !== undefined, at: index, end: index + mark.length}
      continue
    }
    if (mark === '}') {
      depth -= 1
      if (around.at(-1)?.depth === depth) around.pop()
      continue
    }
    if (declared) {
      around.push({name: declared.name, depth})
      const takes = takenIn(code.slice(declared.end, Math.min(index, declared.end + longestHead)))
      const isTelling = declared.isOpen || takes.length > 0
      if (isTelling && found.length < mostTypes)
        found.push({
          name: around.map((one) => one.name).join('.'),
          line: lineAt(declared.at),
          ...(declared.isOpen && {isOpen: true}),
          ...(takes.length > 0 && {takes}),
        })
      declared = undefined
    }
    depth += 1
  }
  return found.length > 0 ? {types: found} : {}
}

/** `extends Base<Order> implements Api, Other` without what stands in angles. */
function takenIn(rest: string): readonly string[] {
  if (!/\b(?:extends|implements)\b/.test(rest)) return []
  let plain = rest.replace(/\([^()]*\)/g, '')
  for (let steps = 0; steps < 6 && plain.includes('<'); steps += 1) plain = plain.replace(/<[^<>]*>/g, '')
  return plain
    .replace(/\bpermits\b.*$/s, '')
    .split(/\b(?:extends|implements)\b|,/)
    .slice(1)
    .map((name) => name.trim())
    .filter((name) => /^[\w$.]+$/.test(name))
}
