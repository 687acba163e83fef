import type {ApplicationFound} from './manifests/manifest-kind.ts'

/** By the id of an application, the ids of those of the tree that are built with it, as their manifests say. */
export function builtInto(applications: ReadonlyMap<ApplicationFound, string>): ReadonlyMap<string, readonly string[]> {
  const byPackage = new Map<string, string>()
  const byManifest = new Map<string, string>()
  for (const [{own, file}, id] of applications) {
    byManifest.set(file.path, id)
    if (own) byPackage.set(packageKey(own), id)
  }
  const found = new Map<string, Set<string>>()
  for (const [{packages, uses = [], isTest}, id] of applications) {
    if (isTest) continue
    const parts = [...packages.map((one) => byPackage.get(packageKey(one))), ...uses.map(({to}) => byManifest.get(to))]
    for (const part of parts)
      if (part !== undefined && part !== id) found.set(part, (found.get(part) ?? new Set()).add(id))
  }
  return new Map([...found].map(([part, ids]) => [part, [...ids]]))
}

function packageKey({
  type,
  namespace,
  name,
}: Pick<ApplicationFound['packages'][number], 'type' | 'namespace' | 'name'>) {
  return JSON.stringify([type, namespace ?? '', name])
}
