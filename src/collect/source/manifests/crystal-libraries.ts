import {lineOf} from '../languages/line-of.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {TechnologyFound} from './manifest-kind.ts'

/** Libraries and controls in projects of Visual Basic 6: of those for design and run time the version is the product's. */
const ofVisualBasic =
  /^(?:Object|Reference)\s*=[^\r\n#]*#(?<version>\d{1,2}\.\d)#[^\r\n]*?(?<name>craxd?drt\w*\.dll)|^(?:Object|Reference)\s*=[^\r\n]*?(?<other>crystl32\.ocx|crviewer\w*\.(?:dll|ocx)|craxd?drt\w*\.dll|crpe32\.dll|cpeaut32\.dll)/gim
const ofDotnet =
  /\bInclude\s*=\s*"(?<name>CrystalDecisions\.[\w.]{1,60})(?:,\s*Version=(?<version>\d{1,2}\.\d{1,2})[\d.]*)?/g

/** Crystal Reports as a project asks for it; a library that tells the version before one that does not. */
export function crystalLibraries(file: SourceFile): readonly TechnologyFound[] {
  const lineAt = lineOf(file.text)
  const found = [...file.text.matchAll(/\.vbp$/i.test(file.path) ? ofVisualBasic : ofDotnet)]
  const [first] = found.toSorted((a, b) => Number(!a.groups?.version) - Number(!b.groups?.version) || a.index - b.index)
  if (!first) return []
  const {version, name, other = ''} = first.groups ?? {}
  return [
    {
      product: 'crystal-reports',
      ...(version && {version}),
      how: `library ${name ?? other}`,
      confidence: version ? 0.9 : 0.6,
      file,
      line: lineAt(first.index),
    },
  ]
}
