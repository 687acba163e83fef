import type {KeptUnseen, LoadChanges} from '../../model/graph-answers.ts'

interface Loaded {
  readonly nodes: number
  readonly edges: number
  readonly changes?: {readonly nodes: LoadChanges; readonly edges: LoadChanges} | undefined
  readonly kept?: KeptUnseen | undefined
}

export function renderLoaded({nodes, edges, changes, kept}: Loaded): string {
  return [
    `${nodes} nodes, ${edges} relations`,
    ...(changes ? [changesLine('nodes', changes.nodes), changesLine('relations', changes.edges)] : []),
    ...(kept ? keptLines(kept) : []),
  ].join('\n')
}

/** What a graph keeps that no scope sees now, of which sources, and how those that nobody asks for are let go. */
export function keptLines({nodes, edges, sources}: KeptUnseen): readonly string[] {
  return [
    `  of these ${nodes} nodes, ${edges} relations kept that no scope could see:`,
    ...sources.flatMap((one) => [
      `    ${one.source}: ${one.nodes} nodes, ${one.edges} relations, since ${one.since.slice(0, 10)}`,
      ...(one.isAskedFor
        ? ['      what saw them is not complete now']
        : [
            ...one.scopes.slice(0, mostNamed).map((scope) => `      no longer asked for: ${scope}`),
            ...(one.scopes.length > mostNamed ? [`      and ${one.scopes.length - mostNamed} more scopes`] : []),
            `      to let them go: domesday graph load --forget ${one.source}`,
          ]),
    ]),
  ]
}

const mostNamed = 3

/** `nodes: 3 new, 1 changed, 0 gone`, and what stays unseen. */
export function changesLine(what: string, {added, changed, removed, kept}: LoadChanges): string {
  const number = (count: number): string => count.toLocaleString('en-GB')
  const unseen = kept > 0 ? `, ${number(kept)} kept that no scope could see` : ''
  return `  ${what}: ${number(added)} new, ${number(changed)} changed, ${number(removed)} gone${unseen}`
}
