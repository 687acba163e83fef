import {readFileSync} from 'node:fs'
import {join} from 'node:path'

/** How many things and relations the estate of an audit folder has, by the lines of its file. */
export function estateSize(folder: string): {readonly nodes: number; readonly edges: number} {
  const lines = readFileSync(join(folder, '.domesday', 'estate.jsonl'), 'utf8').split('\n')
  const count = (record: string) => lines.filter((line) => line.startsWith(`{"record":"${record}"`)).length
  const size = {nodes: count('entity'), edges: count('relation')}
  if (size.nodes < 300) throw new Error(`the estate of ${folder} has ${size.nodes} things: it is not the sample's`)
  return size
}
