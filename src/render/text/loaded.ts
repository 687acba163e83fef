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
    ...(kept ? [`  of these ${kept.nodes} nodes, ${kept.edges} relations kept that no scope could see`] : []),
  ].join('\n')
}

/** `nodes: 3 new, 1 changed, 0 gone`, and what stays unseen. */
export function changesLine(what: string, {added, changed, removed, kept}: LoadChanges): string {
  const number = (count: number): string => count.toLocaleString('en-GB')
  const unseen = kept > 0 ? `, ${number(kept)} kept that no scope could see` : ''
  return `  ${what}: ${number(added)} new, ${number(changed)} changed, ${number(removed)} gone${unseen}`
}
