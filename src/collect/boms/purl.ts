import {PackageURL} from 'packageurl-js'

const longestPurl = 1000

export interface PurlRead {
  /** Type, namespace, name and version: the same package of two tools is one. */
  readonly id: string
  readonly type: string
  /** As people write it: `org.example:thing 1.2`. */
  readonly name: string
  readonly version: string | undefined
  /** What else the tool said of it, as `arch=amd64&distro=debian-12`. */
  readonly qualifiers: string | undefined
}

/** A package URL in its one spelling, its qualifiers aside; undefined where the text is none. */
export function readPurl(text: string): PurlRead | undefined {
  if (text.length > longestPurl) return undefined
  try {
    const {type, namespace, name, version, qualifiers} = PackageURL.fromString(text.trim())
    if (!type || !name) return undefined
    return {...purlOf(type, namespace ?? undefined, name, version ?? undefined), qualifiers: qualifierText(qualifiers)}
  } catch {
    return undefined
  }
}

function qualifierText(qualifiers: Readonly<Record<string, string>> | null | undefined): string | undefined {
  const all = Object.entries(qualifiers ?? {}).map(([key, value]) => `${key}=${value}`)
  return all.length > 0 ? all.toSorted().join('&') : undefined
}

/** A package by its parts. */
function purlOf(type: string, namespace: string | undefined, name: string, version: string | undefined) {
  const full = namespace ? `${namespace}${type === 'maven' ? ':' : '/'}${name}` : name
  return {
    id: new PackageURL(type, namespace, name, version, undefined, undefined).toString(),
    type,
    name: version === undefined ? full : `${full} ${version}`,
    version,
  }
}

/** What other tools call the ecosystems of packages, by the type of their package URLs. */
const ecosystems: Readonly<Record<string, string>> = {
  npm: 'npm',
  pypi: 'pypi',
  maven: 'maven',
  go: 'golang',
  nuget: 'nuget',
  packagist: 'composer',
  rubygems: 'gem',
  'crates.io': 'cargo',
  hex: 'hex',
  pub: 'pub',
  conancenter: 'conan',
  debian: 'deb/debian',
  ubuntu: 'deb/ubuntu',
  alpine: 'apk/alpine',
  'red hat': 'rpm/redhat',
  rockylinux: 'rpm/rocky',
  'rocky linux': 'rpm/rocky',
  almalinux: 'rpm/almalinux',
}

/** The package of that name in an ecosystem, as OSV names these; undefined for one that package URLs do not know. */
export function purlOfEcosystem(ecosystem: string, name: string, version: string | undefined): PurlRead | undefined {
  const [type, vendor] = (ecosystems[ecosystem.split(':')[0]?.toLowerCase() ?? ''] ?? '').split('/')
  if (!type || !name) return undefined
  const at = type === 'maven' ? name.indexOf(':') : vendor ? -1 : name.lastIndexOf('/')
  const namespace = vendor ?? (at > 0 ? name.slice(0, at) : undefined)
  try {
    return {...purlOf(type, namespace, at > 0 ? name.slice(at + 1) : name, version), qualifiers: undefined}
  } catch {
    return undefined
  }
}
