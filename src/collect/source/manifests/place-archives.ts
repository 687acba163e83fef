import {parentOf} from '../resolve-imports.ts'
import {frameworksOf} from './frameworks.ts'
import type {ApplicationFound, PackageUse} from './manifest-kind.ts'

/** Applications with the archives that lie in them; those of no application are of the site or folder that holds them. */
export function withArchives(
  applications: readonly ApplicationFound[],
  archives: readonly PackageUse[],
  nearest: (path: string, among: readonly ApplicationFound[]) => ApplicationFound | undefined,
): readonly ApplicationFound[] {
  if (archives.length === 0) return applications
  const java = applications.filter(({language}) => language === 'Java')
  const placed = Map.groupBy(archives, ({file}) => nearest(file.path, java))
  const alone = Map.groupBy(placed.get(undefined) ?? [], ({file}) => siteOf(file.path))
  return [
    ...applications.map((application) => {
      const own = placed.get(application)
      return own ? withPackages(application, own) : application
    }),
    ...[...alone].flatMap(([folder, packages]) => siteOfArchives(folder, packages)),
  ]
}

/** The same library may be named by the build and lie beside it. */
function withPackages(application: ApplicationFound, archives: readonly PackageUse[]): ApplicationFound {
  const packages = [...archives, ...application.packages.filter((use) => !archives.some((one) => isSame(one, use)))]
  const known = new Set(application.technologies.flatMap(({product, version}) => (version ? [product] : [])))
  const further = frameworksOf(archives).filter(({product}) => !known.has(product))
  return {...application, packages, technologies: [...application.technologies, ...further]}
}

function isSame(a: PackageUse, b: PackageUse): boolean {
  return a.name === b.name && a.version === b.version
}

function siteOf(path: string): string {
  const folder = parentOf(path)
  const site = /^(.*?)\/?(?:WEB-INF|APP-INF)\/lib$/.exec(folder)?.[1]
  return site ?? folder.replace(/(?:^|\/)libs?$/, '')
}

function siteOfArchives(folder: string, packages: readonly PackageUse[]): readonly ApplicationFound[] {
  const [first] = packages
  if (!first) return []
  return [
    {
      name: folder.split('/').at(-1) || 'application',
      folder,
      language: 'Java',
      file: first.file,
      packages,
      technologies: frameworksOf(packages),
    },
  ]
}
