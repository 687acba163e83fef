import {productsOfImage} from '../../../lifecycle/aliases/container-image.ts'
import type {TechnologyTold} from './infrastructure.ts'

export interface ImageNamed {
  /** Without registry's digest: `registry.dept.example/node`. */
  readonly path: string
  readonly tag: string | undefined
}

/** What an image is pinned by; anything else behind an `@` is a machine, with a user and a password before it. */
const digest = /@sha\d{3}:\w*$/i

/**
 * A reference such as `node:14-alpine`, in its parts; undefined for one that holds a placeholder. Who signs in to the
 * registry, as in `user:password@registry.dept.example/node`, is left out, and with it the scheme of an address.
 */
export function imageNamed(reference: string): ImageNamed | undefined {
  const plain = withoutSignOn(reference).replace(digest, '')
  const [, path = '', tag] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(plain) ?? []
  return path && /^[\w./:-]+$/.test(path) ? {path, tag} : undefined
}

/** A reference as it is written, digest and all, without who signs in to the registry. */
export function withoutSignOn(reference: string): string {
  const [pinned = ''] = digest.exec(reference.trim()) ?? []
  const plain = reference.trim().slice(0, reference.trim().length - pinned.length)
  return `${plain.slice(plain.lastIndexOf('@') + 1).replace(/^[a-z][a-z+.-]{0,20}:\/\//i, '')}${pinned}`
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
