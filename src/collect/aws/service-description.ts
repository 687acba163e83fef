import type {z} from 'zod'
import type {CoverageNote} from '../../model/inventory.ts'
import type {Sighting} from '../cloud/sighting.ts'

/** Where a task looks; `region` of a global service is the region that answers for it. */
export interface Place {
  readonly partition: string
  readonly account: string
  readonly region: string
  /** The organisation's slug. */
  readonly organisation: string
}

export type CommandInput = Readonly<Record<string, unknown>>

interface Paging {
  /** The field of the request that takes the token. */
  readonly request: string
  /** The field of the answer that gives it. */
  readonly response: string
}

/** One read of a service, without its types: what the engine works on. */
export interface Operation {
  /** As the API names it: `DescribeDBInstances`. */
  readonly operation: string
  /** What allows it: `rds:DescribeDBInstances`. */
  readonly action: string
  /** The rest of the ARNs on which it is needed, as `apigateway:*::/apis`, where all of them would allow too much. */
  readonly actionOn?: string
  /** Sent with every request, as page sizes are. */
  readonly input?: CommandInput
  /** Left out, one answer is all of it. */
  readonly paging?: Paging
  /** The way to the items, as `Reservations.Instances`; lists on the way are walked through. */
  readonly items: string
  /** The answer as a whole is the one item, and `items` a field that it always has. */
  readonly whole?: boolean
  /** The API leaves an empty list out. Elsewhere an answer without the list is a failure, never "none". */
  readonly omitsEmptyList?: boolean
  /** Asked once for each of these inputs, made from the items of another operation of the service. */
  readonly after?: {readonly operation: string; readonly inputs: (items: readonly unknown[]) => readonly CommandInput[]}
  /** Paths, each by its last keys, whose texts are not written down: `Environment.Variables`. */
  readonly redact?: readonly string[]
  /** Where answers are XML and the root is not `<Operation>Response`. */
  readonly root?: string
  /** Asked in this one region, whatever the regions are. */
  readonly onlyIn?: 'home'
  /** What the items of a page say of what is not looked at, where these regions of the account were. */
  readonly notes?: (items: readonly unknown[], regions: readonly string[]) => readonly CoverageNote[]
  /** What an item says; throws what zod throws where it is not as the API promises. */
  readonly read: (item: unknown, place: Place) => Sighting
}

export interface ServiceDescription {
  /** As in `src/collect/aws/services/<id>.ts`. */
  readonly id: string
  /** As people know it. */
  readonly name: string
  readonly scope: 'regional' | 'global'
  readonly load: () => Promise<object>
  /** The class of its client in what `load` gives. */
  readonly client: string
  readonly operations: readonly Operation[]
}

type TypedOperation<T> = Omit<Operation, 'read'> & {
  /** The fields of an item that are used; all others are left. */
  readonly item: z.ZodType<T>
  readonly sees: (item: T, place: Place) => Sighting
}

/** An operation whose items are checked before they are read. */
export function operation<T>({item, sees, ...rest}: TypedOperation<T>): Operation {
  return {...rest, read: (raw, place) => sees(item.parse(raw), place)}
}
