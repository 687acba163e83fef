import {PackageURL} from 'packageurl-js'
import type {OwnPackage, PackageUse} from './manifest-kind.ts'

const longest = 500

/** The package URL, with the version where it is exact; undefined where no package can be called so. */
export function packageUrl({
  type,
  namespace,
  name,
  version,
}: Pick<PackageUse | OwnPackage, 'type' | 'namespace' | 'name' | 'version'>): string | undefined {
  if (name.length + (namespace?.length ?? 0) + (version?.length ?? 0) > longest) return undefined
  try {
    return new PackageURL(type, namespace, name, version, undefined, undefined).toString()
  } catch {
    return undefined
  }
}

/** What people call it: `@scope/name`, `group:artifact`. */
export function packageName({type, namespace, name}: Pick<PackageUse, 'type' | 'namespace' | 'name'>): string {
  return namespace ? `${namespace}${type === 'maven' ? ':' : '/'}${name}` : name
}
