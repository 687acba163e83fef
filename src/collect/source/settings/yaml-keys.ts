import {isMap, isScalar, isSeq, parseAllDocuments} from 'yaml'

/** A key of a file, with the keys around it, the outermost first, and where it and its value begin and end. */
export interface KeyAt {
  readonly path: readonly string[]
  readonly name: string
  readonly from: number
  readonly to: number
  readonly isMap: boolean
  /** Of a plain value; of a list of them, with commas between. */
  readonly value?: string
}

interface DocumentKeys {
  readonly from: number
  readonly to: number
  readonly keys: readonly KeyAt[]
}

const mostKeys = 20_000

/** The keys of YAML and JSON so deep, document by document; those at the top are of depth 0. Aliases are not followed. */
export function yamlKeys(text: string, deepest: number): readonly DocumentKeys[] {
  const documents = parseAllDocuments(withoutTemplates(text), {logLevel: 'silent'})
  if (!Array.isArray(documents)) return []
  return documents.map((document, at) => {
    const [from, , to] = document.range
    return {from: at === 0 ? 0 : from, to, keys: keysIn(document.contents, deepest)}
  })
}

function keysIn(contents: unknown, deepest: number): readonly KeyAt[] {
  const keys: KeyAt[] = []
  const add = (node: unknown, path: readonly string[]): void => {
    if (!isMap(node) || path.length > deepest || keys.length > mostKeys) return
    for (const {key, value} of node.items) {
      if (!isScalar(key) || !key.range) continue
      const name = String(key.value)
      const end = (isScalar(value) || isMap(value) || isSeq(value) ? value.range?.[2] : undefined) ?? key.range[2]
      const plain = plainValue(value)
      const said = {path, name, from: key.range[0], to: end, isMap: isMap(value)}
      keys.push({...said, ...(plain !== undefined && {value: plain})})
      add(value, [...path, name])
    }
  }
  add(contents, [])
  return keys
}

function plainValue(value: unknown): string | undefined {
  if (isScalar(value)) return value.value === null ? undefined : String(value.value)
  return isSeq(value) && value.items.every(isScalar)
    ? value.items.map((item) => String(item.value)).join(',')
    : undefined
}

/** What Ruby puts into YAML becomes a text as long, or blanks where it puts nothing. */
function withoutTemplates(text: string): string {
  if (!text.includes('<%')) return text
  return text.replace(/<%(=?)(?:[^%]|%(?!>)){0,2000}%>/g, (whole, puts: string) =>
    whole.replace(/[^\n]/g, puts === '' ? ' ' : 'x'),
  )
}
