import {roleOf} from '../languages.ts'
import type {ApplicationFound, ApplicationUse, PackageUse, Tell} from './manifest-kind.ts'
import {packageName, packageUrl} from './package-url.ts'
import {isAllowed} from './version-range.ts'
import {shortText} from './written-text.ts'

/**
 * Applications of which one is built from another: what a manifest asks for by path, or by the name of a package that
 * this very tree holds, is that application and no package. What can be neither is told.
 */
export function withinTree(applications: readonly ApplicationFound[], tell: Tell): readonly ApplicationFound[] {
  const byName = ownNames(applications)
  const byPlace = new Map<string, ApplicationFound[]>()
  for (const application of applications)
    for (const place of new Set([application.folder, application.file.path]))
      byPlace.set(place, [...(byPlace.get(place) ?? []), application])
  return applications.map((application) => {
    const uses = new Map<string, ApplicationUse>()
    const packages = application.packages.filter((use) => {
      if (packageUrl(use) === undefined) return tellUnnamed(use, tell)
      const own = byName.get(`${use.type} ${packageName(use)}`)
      if (!own || own === application || !isIt(use, own)) return true
      uses.set(own.file.path, {to: own.file.path, how: asWritten(use), file: use.file, line: use.line})
      return false
    })
    for (const use of application.uses ?? []) {
      const there = byPlace.get(use.to) ?? []
      const to = there.find(({language}) => language === application.language) ?? there[0]
      if (!to && roleOf(`${application.folder}/`) === 'production') tellNowhere(use, tell)
      else if (to && to !== application) uses.set(to.file.path, {...use, to: to.file.path})
    }
    return {...application, packages, uses: [...uses.values()]}
  })
}

/** Applications by the package that each is; a name that two have is nobody's. */
function ownNames(applications: readonly ApplicationFound[]): ReadonlyMap<string, ApplicationFound> {
  const named = Map.groupBy(
    applications.filter(({own}) => own !== undefined),
    ({own}) => (own ? `${own.type} ${packageName(own)}` : ''),
  )
  return new Map([...named].flatMap(([name, [only, ...others]]) => (only && others.length === 0 ? [[name, only]] : [])))
}

/** A lock file that settled another version took the package from elsewhere. */
function isIt({type, version, resolved}: PackageUse, {own}: ApplicationFound): boolean {
  if (!own) return false
  if (resolved) return !own.isPrivate && (own.version === undefined || own.version === version)
  return version === undefined || own.version === undefined || isAllowed(type, version, own.version) !== false
}

function asWritten(use: PackageUse): string {
  return shortText(`${packageName(use)} ${use.version ?? ''}`)
}

function tellUnnamed({file, line}: PackageUse, tell: Tell): false {
  tell(file, 'a dependency has a name that no package can have, so it is left out', {code: 'bad-dependency', line})
  return false
}

function tellNowhere({how, file, line}: ApplicationUse, tell: Tell): void {
  tell(file, `${shortText(how)}: it leads to no application of this tree, so what it brings is not known`, {
    code: 'unresolved-dependency',
    hint: 'Collect the tree from a folder that holds both.',
    line,
  })
}
