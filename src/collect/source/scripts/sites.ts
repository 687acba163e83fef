import type {Value} from '../languages/fact.ts'
import type {Site} from '../languages/library.ts'
import {settingsSeen} from '../settings/setting-seen.ts'
import type {Node, TypeScript} from './names.ts'
import type {PlainCall} from './script-scan.ts'
import type {Target, ValueReader} from './values.ts'

/** A call as the rules of libraries see it; a name with dots is that of a part of an argument. */
export function siteOfCall(
  ts: TypeScript,
  values: ValueReader,
  given: readonly Node[],
  {name, line, before}: Pick<Site, 'name' | 'line' | 'before'>,
): Site {
  let objects: readonly Target[] | undefined
  const partNamed = (path: string): Target | undefined => {
    objects ??= given.flatMap((one) => structureOf(ts, values, one))
    return objects.map((object) => values.partOf(object, path.split('.'))).find(Boolean)
  }
  const nodeOf = (which: readonly (number | string)[]): Node | Target | undefined =>
    which.map((one) => (typeof one === 'number' ? given[one] : partNamed(one))).find(Boolean)
  /** Of `0[].options.queue` that part of each object of the list which the first argument is. */
  const partsOfEach = (which: string): readonly Value[] => {
    const [list = '', part = ''] = which.split('[].')
    const found = nodeOf([/^\d+$/.test(list) ? Number(list) : list])
    const node = found && ('kind' in found ? found : 'node' in found ? found.node : undefined)
    return (node ? values.elementsOf(node) : [])
      .flatMap((one) => structureOf(ts, values, one))
      .flatMap((object) => {
        const target = values.partOf(object, part.split('.'))
        return flat(target && values.valueAt(target))
      })
  }
  const site: Site = {
    name,
    line,
    before,
    argumentCount: given.length,
    typeArguments: [],
    argument: (index) => {
      const node = given[index]
      return node && values.valueOf(node as Parameters<ValueReader['valueOf']>[0]) // arguments are expressions
    },
    named: (...names) => {
      for (const one of names) {
        const part = partNamed(one)
        const value = part && values.valueAt(part)
        if (value) return value
      }
      return undefined
    },
    each: (...which) => {
      const [first] = which
      if (typeof first === 'string' && first.includes('[].')) return partsOfEach(first)
      const found = nodeOf(which)
      if (!found) return []
      const node = 'kind' in found ? found : 'node' in found ? found.node : undefined
      if (!node) return flat(values.valueAt(found as Target)) // what is no node is what another module says
      return values
        .elementsOf(node)
        .flatMap((one) => flat(values.valueOf(one as Parameters<ValueReader['valueOf']>[0])))
    },
    on: undefined,
    beside: () => undefined,
    around: () => undefined,
    types: [],
  }
  return site
}

function flat(value: Value | undefined): readonly Value[] {
  return value ? [value] : []
}

/** The object that an argument is. */
function structureOf(ts: TypeScript, values: ValueReader, argument: Node): readonly Target[] {
  const target = values.targetOf(argument)
  if (!target) return []
  if (!('node' in target)) return 'parts' in target.exported ? [target] : []
  return ts.isObjectLiteralExpression(target.node) ? [target] : []
}

const mostNamed = 40
/** What objects that make a client are asked for. */
const namesKept =
  'baseURL baseUrl prefixUrl url uri host hostname server port database node connectionString connection.host connection.connectionString connection.database client dialect queueUrl QueueUrl topic groupId prefix'.split(
    ' ',
  )

/** A call as it is kept with what the module gives away, without what may be secret. */
export function plainCall(site: Site): PlainCall {
  const values = [0, 1].flatMap((at) => {
    const value = site.argument(at)
    return value ? [safeValue(`${at}`, value)] : []
  })
  const named = namesKept
    .flatMap((name) => {
      const value = site.named(name)
      return value ? [[name, safeValue(name, value)] as const] : []
    })
    .slice(0, mostNamed)
  return {name: site.name, line: site.line, values, named: Object.fromEntries(named)}
}

/** A value without users, passwords and what looks like a secret. */
export function safeValue(key: string, value: Value): Value {
  if (!('literal' in value)) return value
  const literal = settingsSeen([{key, value: value.literal, line: 1}])[0]?.literal
  return literal === undefined ? {unresolved: 'what may be secret is not kept'} : {literal}
}

/** The site of a call that stands in another module. */
export function siteOfPlain({name, line, values, named}: PlainCall, before: readonly Site[]): Site {
  return {
    name,
    line,
    before,
    argumentCount: values.length,
    typeArguments: [],
    argument: (index) => values[index],
    named: (...names) => names.map((one) => (Object.hasOwn(named, one) ? named[one] : undefined)).find(Boolean),
    each: (...which) =>
      which
        .flatMap((one) =>
          flat(typeof one === 'number' ? values[one] : Object.hasOwn(named, one) ? named[one] : undefined),
        )
        .slice(0, 1),
    on: undefined,
    beside: () => undefined,
    around: () => undefined,
    types: [],
  }
}
