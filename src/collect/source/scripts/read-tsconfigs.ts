import {loadTypescript} from '../load-typescript.ts'
import {tsconfig} from '../manifests/kinds/tsconfig.ts'
import {type SyntaxFault, syntaxFaultOf} from '../syntax-fault.ts'
import type {SourceFile} from '../walk-tree.ts'

/** As it stands in the file: nothing of it is checked. */
export type Tsconfig = {extends?: unknown; compilerOptions?: {baseUrl?: unknown; paths?: unknown}} | undefined

interface TsconfigsRead {
  /** By path. */
  readonly tsconfigs: ReadonlyMap<string, Tsconfig>
  readonly faults: readonly (readonly [path: string, fault: SyntaxFault])[]
}

/** The tsconfig files among manifests. One that is no sound JSON with comments is read as far as TypeScript's parser gets. */
export function readTsconfigs(manifests: readonly SourceFile[]): TsconfigsRead {
  const tsconfigs = new Map<string, Tsconfig>()
  const faults: [string, SyntaxFault][] = []
  for (const file of manifests) {
    if (!tsconfig.files.test(file.path)) continue
    const sound = commentedJson(file.text)
    if (sound) {
      tsconfigs.set(file.path, sound.value as Tsconfig) // nothing of it is checked
      continue
    }
    // The parser is large, and hardly ever needed for this.
    const ts = loadTypescript()
    tsconfigs.set(file.path, ts.parseConfigFileTextToJson(file.path, file.text).config as Tsconfig) // as above
    const fault = syntaxFaultOf(ts, file)
    if (fault) faults.push([file.path, fault])
  }
  return {tsconfigs, faults}
}

const textOrComment = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g
const textOrLastComma = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g

/** JSON with comments and with commas behind the last of a list; undefined where it is none. */
function commentedJson(text: string): {readonly value: unknown} | undefined {
  try {
    return {value: JSON.parse(text)}
  } catch {
    // It has comments, or is not sound.
  }
  const plain = text
    .replace(textOrComment, (found) => (found.startsWith('"') ? found : ' '))
    .replace(textOrLastComma, (found) => (found.startsWith('"') ? found : ''))
  try {
    return {value: JSON.parse(plain)}
  } catch {
    return undefined
  }
}
