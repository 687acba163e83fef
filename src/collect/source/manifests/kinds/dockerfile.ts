import {DockerfileParser} from 'dockerfile-ast'
import {productsOfImage} from '../../../../lifecycle/aliases/container-image.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {ManifestKind, Tell, TechnologyFound} from '../manifest-kind.ts'

/** What the image that runs starts from. */
export const dockerfile: ManifestKind = {
  id: 'dockerfile',
  files: /(^|\/)Dockerfile[\w.-]*$/,
  read: (files, tell) => ({technologies: files.flatMap((file) => dockerTechnologies(file, tell))}),
}

/** The image that the last stage starts from, and the system under it where its tag names it. */
function dockerTechnologies(file: SourceFile, tell: Tell): readonly TechnologyFound[] {
  try {
    const stages = DockerfileParser.parse(file.text).getFROMs()
    const last = stages.at(-1)
    const name = last?.getImageName()?.split('/').at(-1) ?? ''
    const tag = last?.getImageTag() ?? undefined
    const line = (last?.getRange().start.line ?? 0) + 1
    if (!last || tag?.includes('$')) return []
    const how = `FROM ${name}${tag ? `:${tag}` : ''}`
    return productsOfImage(name, tag).map(({product, version}) => ({
      product,
      ...(version && {version}),
      how,
      confidence: version ? 0.9 : 0.3,
      file,
      line,
    }))
  } catch {
    tell(file, 'the Dockerfile cannot be read')
    return []
  }
}
