import {productsOfImage} from '../../../lifecycle/aliases/container-image.ts'
import type {TechnologyTold} from './infrastructure.ts'

export interface ImageNamed {
  /** Without registry's digest: `registry.dept.example/node`. */
  readonly path: string
  readonly tag: string | undefined
}

/** A reference such as `node:14-alpine`, in its parts; undefined for one that holds a placeholder. */
export function imageNamed(reference: string): ImageNamed | undefined {
  const [plain = ''] = reference.trim().split('@')
  const [, path = '', tag] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(plain) ?? []
  return path && /^[\w./:-]+$/.test(path) ? {path, tag} : undefined
}

/** What an image holds by its name: surer where its tag tells the version. */
export function imageTechnologies({path, tag}: ImageNamed, how: string): readonly TechnologyTold[] {
  return productsOfImage(path, tag).map(({product, version}) => ({
    product,
    ...(version && {version}),
    how: `${how} ${path.split('/').at(-1)}${tag ? `:${tag}` : ''}`,
    confidence: version ? 0.9 : 0.3,
  }))
}
