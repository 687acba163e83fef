import type {SourceFile} from '../../walk-tree.ts'
import type {ManifestKind, TechnologyFound} from '../manifest-kind.ts'

/** `.nvmrc` and `.node-version`: the Node that people and pipelines are to use. */
export const nodeVersionFile: ManifestKind = {
  id: 'node-version-file',
  files: /(^|\/)\.(nvmrc|node-version)$/,
  read: (files) => ({technologies: files.flatMap(nodeVersion)}),
}

function nodeVersion(file: SourceFile): readonly TechnologyFound[] {
  const version = /^v?(\d+(?:\.\d+){0,2})\s*$/.exec(file.text)?.[1]
  return version
    ? [{product: 'nodejs', version, how: file.path.split('/').at(-1) ?? '', confidence: 0.8, file, line: 1}]
    : []
}
