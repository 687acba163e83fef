import type {Operation} from './service-description.ts'

/** One item of a page with its place in it, as a JSON pointer into the page by the API's names. */
export interface Item {
  readonly pointer: string
  readonly value: unknown
}

/**
 * The items of an answer: `Reservations.Instances` walks through both lists. Undefined where the first step is not there
 * at all: then nothing was said, not even that there is none.
 */
export function itemsOf(
  output: Readonly<Record<string, unknown>>,
  {items: path, whole = false}: Pick<Operation, 'items' | 'whole'>,
): readonly Item[] | undefined {
  const [first = '', ...rest] = path.split('.')
  if (output[first] === undefined || output[first] === null) return undefined
  if (whole) return [{pointer: '', value: output}]
  let items = spread({pointer: `/${first}`, value: output[first]})
  for (const key of rest)
    items = items.flatMap(({pointer, value}) => {
      const inner =
        typeof value === 'object' && value !== null && key in value ? value[key as keyof typeof value] : undefined // just seen to be there
      return inner === undefined ? [] : spread({pointer: `${pointer}/${key}`, value: inner})
    })
  return items
}

function spread({pointer, value}: Item): readonly Item[] {
  return Array.isArray(value)
    ? value.map((one: unknown, at) => ({pointer: `${pointer}/${at}`, value: one}))
    : [{pointer, value}]
}
