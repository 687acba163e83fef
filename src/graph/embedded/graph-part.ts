import {createHash} from 'node:crypto'
import {EstateHeader} from '../../model/estate.ts'
import {filePieces} from '../../model/file-pieces.ts'

const newline = 10
const pieceBytes = 1 << 20
/** The kinds of records that a graph is made of, as their lines begin; in an estate's document they come first. */
const beginnings = ['coverage', 'entity', 'relation'].map((kind) => Buffer.from(`{"record":"${kind}"`))

/**
 * The hash of all that a graph is made of in an estate's document as resolve writes it: while it is the same, so is the
 * graph, whatever else was judged, spent or seen. Errors: what reading throws, also where the first line is no header.
 */
export async function graphPartHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  let hasHeader = false
  let rest = Buffer.alloc(0)
  for await (const piece of filePieces(path, pieceBytes)) {
    const bytes = Buffer.concat([rest, piece])
    let from = 0
    let at = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, at)) {
      if (!hasHeader) {
        hash.update(`${newestIn(bytes.toString('utf8', 0, end))}\n`)
        hasHeader = true
        from = end + 1
      } else if (!isOfGraph(bytes, at)) return hash.update(bytes.subarray(from, at)).digest('hex')
      at = end + 1
    }
    hash.update(bytes.subarray(from, at))
    rest = bytes.subarray(at)
  }
  return hash.update(rest).digest('hex')
}

/** Of what the header says, the graph holds when anything was seen last. */
function newestIn(header: string): string {
  return EstateHeader.parse(JSON.parse(header)).newestObservedAt ?? ''
}

function isOfGraph(bytes: Buffer, at: number): boolean {
  return beginnings.some((beginning) => bytes.compare(beginning, 0, beginning.length, at, at + beginning.length) === 0)
}
