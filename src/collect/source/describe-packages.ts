import {packageName, packageUrl} from './manifests/package-url.ts'
import type {ApplicationFound, ApplicationUse, PackageUse} from './manifests/manifest-kind.ts'
import type {SourceRecords} from './source-records.ts'

/** The packages that an application uses: those that it asks for, and those that they bring in. */
export function addPackages(records: SourceRecords, from: string, packages: readonly PackageUse[]): void {
  const added = new Set<string>()
  // One that is asked for may be brought in by others too, and is direct then.
  for (const use of packages.toSorted((a, b) => Number(isBroughtIn(a)) - Number(isBroughtIn(b)))) {
    const purl = urlOf(use)
    if (purl === undefined || (isBroughtIn(use) && added.has(purl))) continue
    added.add(purl)
    addPackage(records, from, purl, use)
  }
}

function isBroughtIn({isTransitive}: PackageUse): boolean {
  return isTransitive === true
}

function urlOf({type, namespace, name, version, resolved}: PackageUse): string | undefined {
  return packageUrl({type, name, ...(namespace && {namespace}), ...(resolved && version && {version})})
}

function addPackage(records: SourceRecords, from: string, purl: string, use: PackageUse): void {
  const {version, resolved, deprecated, said, file, line} = use
  const name = packageName(use)
  const place = {file, line}
  records.entity('package', purl, resolved && version ? `${name} ${version}` : name, {deprecated}, place)
  records.relation({
    from,
    type: 'USES',
    to: purl,
    certainty: 'structural',
    place,
    attributes: {
      ...said,
      ...(isBroughtIn(use) && {direct: false}),
      ...(version !== undefined && (resolved ? {version} : {range: version})),
    },
  })
}

/** What others may name an application by, where it can be published. */
export function ownPackageUrl({own}: ApplicationFound): string | undefined {
  return own && !own.isPrivate ? packageUrl(own) : undefined
}

/** The other applications of its tree that an application is built from. */
export function addApplicationUses(
  records: SourceRecords,
  from: string,
  uses: readonly ApplicationUse[],
  idOf: (manifest: string) => string | undefined,
): void {
  for (const {to, how, file, line} of uses) {
    const id = idOf(to)
    if (id !== undefined)
      records.relation({
        from,
        type: 'DEPENDS_ON',
        to: id,
        certainty: 'structural',
        place: {file, line},
        attributes: {how},
      })
  }
}
