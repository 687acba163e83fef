import {z} from 'zod'
import {compareText} from '../../model/json-lines.ts'
import {tagWithoutSecrets} from '../cloud/redact-tags.ts'
import type {Tag} from '../costs/aggregate-costs.ts'

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const List = z.array(
  z.union([
    z.object({key: z.string(), value: Value}).transform(({key, value}) => [key, value] as const),
    z.object({Key: z.string(), Value}).transform(({Key, Value}) => [Key, Value] as const),
  ]),
)

/** Tags in one order, and the same as one text. */
export interface ReadTags {
  readonly tags: readonly Tag[]
  readonly text: string
}

const longestTags = 64 * 1024
const mostRemembered = 20_000

/** Reads the JSON of tags, secrets taken out: an object, or a list of keys and values. Undefined where it is neither. */
export function tagReader(): (json: string) => ReadTags | undefined {
  const read = new Map<string, ReadTags | undefined>()
  return (json) => {
    if (read.has(json)) return read.get(json)
    if (read.size >= mostRemembered) read.clear()
    const tags = tagsOf(json)
    // A copy, because a piece of a text keeps the whole text in memory, here thousands of rows.
    read.set(Buffer.from(json).toString(), tags)
    return tags
  }
}

function tagsOf(json: string): ReadTags | undefined {
  const entries = json.length > longestTags ? undefined : entriesOf(json)
  if (entries === undefined) return undefined
  const tags = entries
    .map(([key, value]) => ({key, value: tagWithoutSecrets({key, value: value === null ? '' : String(value)})}))
    .toSorted((a, b) => compareText(a.key, b.key) || compareText(a.value, b.value))
  return {tags, text: tags.length > 0 ? JSON.stringify(tags) : ''}
}

function entriesOf(json: string): readonly (readonly [string, z.infer<typeof Value>])[] | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return undefined
  }
  if (Array.isArray(parsed)) return List.safeParse(parsed).data
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const entries = Object.entries(parsed).map(([key, value]) => [key, Value.safeParse(value)] as const)
  return entries.every(([, {success}]) => success)
    ? entries.map(([key, {data}]) => [key, data ?? null] as const)
    : undefined
}
