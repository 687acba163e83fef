import {type Entity} from './entity.ts'

/** Code that stands in several places, as an application has it in its attribute `copiedCode`. */
export interface CopiedCodeTold {
  /** So many lines of code are the same at least. */
  readonly lines: number
  /** In how many places it stands. */
  readonly places: number
  /** The first of these: the program's id, or the path of a file that is no program, and the lines. */
  readonly in: readonly {readonly in: string; readonly line: number; readonly until: number}[]
}

/** What is copied in the code of a component, with the evidence of its places. */
export function copiedCodeOf({
  attributes,
}: Entity): readonly (CopiedCodeTold & {readonly evidence: readonly string[]})[] {
  return (attributes.copiedCode ?? []).flatMap((item) =>
    'value' in item && isTold(item.value)
      ? [{...(item.value as unknown as CopiedCodeTold), evidence: item.evidence}]
      : [],
  ) // the collector alone writes them
}

function isTold(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'lines' in value && 'places' in value && 'in' in value
}
