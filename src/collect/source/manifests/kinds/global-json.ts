import type {SourceFile} from '../../walk-tree.ts'
import {asRecord, lineOf, readJson} from '../json-text.ts'
import type {ManifestKind, Tell, TechnologyFound} from '../manifest-kind.ts'

/** global.json: the .NET SDK that builds, which is not what runs. */
export const globalJson: ManifestKind = {
  id: 'global-json',
  files: /(^|\/)global\.json$/,
  read: (files, tell) => ({technologies: files.flatMap((file) => sdk(file, tell))}),
}

function sdk(file: SourceFile, tell: Tell): readonly TechnologyFound[] {
  // Comments on lines of their own are allowed there.
  const settings = readJson({...file, text: file.text.replace(/^[ \t]*\/\/.*$/gm, '')}, tell)
  if (!settings) return []
  const version = asRecord(settings.sdk).version
  const cycle = typeof version === 'string' ? /^(\d+\.\d+)\.\d+/.exec(version)?.[1] : undefined
  if (typeof version !== 'string' || !cycle) return []
  const line = lineOf(file.text, '"version"')
  return [{product: 'dotnet', version: cycle, how: `SDK ${version}`, confidence: 0.9, environment: 'build', file, line}]
}
