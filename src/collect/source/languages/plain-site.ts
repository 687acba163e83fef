import type {Value} from './fact.ts'
import type {Site} from './library.ts'

/** A call that stands in a text without a syntax tree, for the rules of libraries. */
export function plainSite(name: string, line: number, values: readonly Value[]): Site {
  return {
    name,
    line,
    typeArguments: [],
    argumentCount: values.length,
    argument: (index) => values[index],
    named: () => undefined,
    each: (...which) => {
      const value = which.map((one) => (typeof one === 'number' ? values[one] : undefined)).find(Boolean)
      return value ? [value] : []
    },
    before: [],
    on: undefined,
    beside: () => undefined,
    around: () => undefined,
    types: [],
  }
}
