import type {SourceFile} from '../walk-tree.ts'
import {imageNamed, imageTechnologies} from './image-technologies.ts'
import type {ManifestFindings, TechnologyFound} from './manifest-kind.ts'

interface Place {
  readonly file: SourceFile
  readonly line: number
}

/** A runtime that a pipeline asks for by a version as people write it: `14`, `14.x`, `v14.2`, `>=3.8`. */
export function buildRuntime(product: string, text: string, how: string, {file, line}: Place): ManifestFindings {
  const plain = text.trim()
  if (/[${]/.test(plain)) return {unresolved: [{what: 'version of a build', file, line}]}
  const version = /^v?(\d+(?:\.\d+)*)(?:\.[x*])*$/.exec(plain)?.[1]
  const technology: TechnologyFound = {
    product,
    ...(version && {version}),
    how: `${how} ${plain}`.slice(0, longestHow),
    confidence: version ? 0.9 : 0.3,
    environment: 'build',
    file,
    line,
  }
  return {technologies: [technology]}
}

const longestHow = 100

/** The image that a job of a pipeline runs in. */
export function buildImage(
  reference: string,
  how: string,
  {file, line}: Place,
  environment = 'build',
): ManifestFindings {
  const named = imageNamed(reference)
  if (!named) return {unresolved: [{what: 'image of a build', file, line}]}
  return {technologies: imageTechnologies(named, how).map((one) => ({...one, environment, file, line}))}
}
