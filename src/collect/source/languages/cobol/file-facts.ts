import type {CobolFactAt} from './cics-facts.ts'
import type {Statements} from './statement-reading.ts'

type Opens = Extract<CobolFactAt, {is: 'program-file'}>['opens']

/** Files that a program declares, with the name that JCL knows them by, and how they are opened. */
export function fileFacts(
  {selects, opens}: Pick<Statements, 'selects' | 'opens'>,
  lineAt: (at: number) => number,
): readonly CobolFactAt[] {
  const opened = Map.groupBy(opens, ({file}) => file)
  // A second SELECT of one name is no sound source: the first holds.
  const declared = new Map(selects.toReversed().map((select) => [select.file, select]))
  return [...declared.values()].toReversed().map(({file, assign, isDynamic, organization, at}) => {
    const own = (opened.get(file) ?? []).slice(0, mostOpens)
    const path = isPath(assign.literal) || isDynamic ? {path: assign} : undefined
    const dd = path ? undefined : ddName(assign.literal ?? assign.item ?? '')
    return {
      is: 'program-file' as const,
      file,
      ...(dd && {dd}),
      ...path,
      ...(organization !== undefined && {organization}),
      opens: own.map(({mode, at: place}) => ({mode: mode as Opens[number]['mode'], line: lineAt(place)})), // the words of OPEN
      at,
    }
  })
}

const mostOpens = 100

function isPath(literal: string | undefined): boolean {
  return literal !== undefined && /[\\/.:]/.test(literal)
}

/** `UT-S-CUSTIN` and `AS-CUSTIN` stand for the DD `CUSTIN`. */
function ddName(assigned: string): string | undefined {
  const name = assigned.toUpperCase().split('-').at(-1) ?? ''
  return /^[A-Z@#$][A-Z0-9@#$]{0,7}$/.test(name) ? name : undefined
}
