import type {InventoryRelation, Relation} from './inventory.ts'

/** By operation, as `GET /dues/{}`, the evidence that tells of it. */
export type OperationEvidence = Readonly<Record<string, readonly string[]>>

type Told = Pick<InventoryRelation, 'attributes' | 'evidence' | 'operationEvidence'>

/** What is called, of a relation that says it. */
export function operationsOf({attributes: {operations}}: Pick<Relation, 'attributes'>): readonly string[] {
  return Array.isArray(operations) ? operations.map(String) : []
}

/** The evidence of one operation: all that the relation has, where it keeps none apart. */
export function evidenceOfOperation({evidence, operationEvidence = {}}: Told, operation: string): readonly string[] {
  return Object.hasOwn(operationEvidence, operation) ? (operationEvidence[operation] ?? []) : evidence
}

/**
 * What is to be kept of the evidence of each operation: nothing of those that all the evidence of the relation tells of.
 */
export function keptApart(
  byOperation: ReadonlyMap<string, Iterable<string>>,
  whole: readonly string[],
): {readonly operationEvidence?: OperationEvidence} {
  const apart = [...byOperation].flatMap(([operation, ids]) => {
    const own = [...new Set(ids)].toSorted()
    return own.length < whole.length ? [[operation, own] as const] : []
  })
  return apart.length === 0
    ? {}
    : {operationEvidence: Object.fromEntries(apart.toSorted(([a], [b]) => (a < b ? -1 : 1)))}
}

/** The evidence of each operation of two relations that become one with all their evidence. */
export function operationsOfBoth(a: Told, b: Told, whole: readonly string[]): ReturnType<typeof keptApart> {
  const both = new Map<string, readonly string[]>()
  for (const told of [a, b])
    for (const operation of operationsOf(told))
      both.set(operation, [...(both.get(operation) ?? []), ...evidenceOfOperation(told, operation)])
  return keptApart(both, whole)
}

/** A relation as the estate has it. */
export function withoutOperationEvidence(relation: InventoryRelation): Relation {
  if (!relation.operationEvidence) return relation
  const {operationEvidence: _, ...rest} = relation
  return rest
}
