import {scanned} from './scan.ts'

/** Scans a tree of these files and gives what they declare of infrastructure, in lines that sort. */
export async function declared(files: Readonly<Record<string, string>>) {
  const {records, ...rest} = await scanned(files)
  const locators = new Map(
    records.flatMap((record) =>
      record.record === 'evidence' ? [[record.id, record.locator.replace(/^t\//, '')]] : [],
    ),
  )
  const placesOf = (ids: readonly string[]): string => ids.map((id) => locators.get(id)).join(' ')
  const short = (id: string): string =>
    id
      .replace(/^technology:msti\/|^(?:component|datastore):msti\/t#?/, '')
      .replace(/^(datastore|interface):msti\/(.*)-[0-9a-f]{8}$/, '$1 $2') || 'the tree'
  const links = records
    .flatMap((record) => {
      if (record.record !== 'relation') return []
      const {environment} = record.attributes
      return [
        `${short(record.from)} ${record.type} ${short(record.to)} at ${placesOf(record.evidence)}${environment ? ` (${String(environment)})` : ''}`,
      ]
    })
    .toSorted()
  const attributesOf = (id: string) => {
    const entity = records.find((record) => record.record === 'entity' && record.id === id)
    return entity?.record === 'entity'
      ? Object.fromEntries(
          Object.entries(entity.attributes).map(([key, items]) => [
            key,
            items[0] && 'value' in items[0] && items[0].value,
          ]),
        )
      : undefined
  }
  return {...rest, records, links, attributesOf}
}

/** The links of one type, without it. */
export function ofType(links: readonly string[], type: string): readonly string[] {
  return links.filter((line) => line.includes(` ${type} `)).map((line) => line.replace(` ${type} `, ' '))
}
