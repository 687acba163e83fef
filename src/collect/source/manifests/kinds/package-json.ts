import semver from 'semver'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord, lineOf, readJson} from '../json-text.ts'
import type {ApplicationFound, ManifestKind, PackageUse, Tell, TechnologyFound} from '../manifest-kind.ts'
import {lockedVersions, type Locks, nearestLock} from '../node-locks.ts'

/** package.json with the lock files of npm, yarn and pnpm. */
export const packageJson: ManifestKind = {
  id: 'package-json',
  files: /(^|\/)(package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/,
  read(files, tell) {
    const locks = lockedVersions(files, tell)
    const manifests = files.filter(({path}) => /(^|\/)package\.json$/.test(path))
    return {applications: manifests.flatMap((file) => readPackage(file, locks, tell) ?? [])}
  },
}

const frameworks: Readonly<Record<string, string>> = {
  express: 'express',
  react: 'react',
  vue: 'vue',
  '@angular/core': 'angular',
  angular: 'angularjs',
  next: 'nextjs',
  nuxt: 'nuxt',
  electron: 'electron',
  jquery: 'jquery',
  bootstrap: 'bootstrap',
  'ember-source': 'emberjs',
}

function readPackage(file: SourceFile, locks: Locks, tell: Tell): ApplicationFound | undefined {
  const manifest = readJson(file, tell)
  if (!manifest) return undefined
  const folder = parentOf(file.path)
  const name =
    typeof manifest.name === 'string' && manifest.name ? manifest.name : folder.split('/').at(-1) || 'application'
  const lock = nearestLock(folder, locks)
  const packages = Object.entries(asRecord(manifest.dependencies)).flatMap(([dependency, range]) => {
    if (typeof range !== 'string' || dependency.length > 214) return []
    const settled = lock?.get(dependency)
    const [namespace, short] = dependency.startsWith('@') ? dependency.split('/') : [undefined, dependency]
    if (!short) return []
    return [
      {
        type: 'npm' as const,
        ...(namespace && {namespace}),
        name: short,
        version: settled ?? range,
        resolved: settled !== undefined,
        file,
        line: lineOf(file.text, `"${dependency}"`),
      },
    ]
  })
  return {
    name,
    folder,
    language: 'JavaScript',
    file,
    packages,
    technologies: [...engineTechnology(file, manifest), ...packages.flatMap(frameworkOf)],
  }
}

function engineTechnology(file: SourceFile, manifest: Record<string, unknown>): readonly TechnologyFound[] {
  const range = asRecord(manifest.engines).node
  const line = lineOf(file.text, '"engines"')
  const least = typeof range === 'string' ? lowest(range) : undefined
  // A range says what would do, not what runs: only one that allows a single major release names a version.
  if (typeof range !== 'string' || !least) return []
  const single =
    semver.validRange(range) !== null &&
    !semver.satisfies(`${least.major + 1}.0.0`, range) &&
    !semver.satisfies(`${least.major + 2}.0.0`, range)
  return [
    {
      product: 'nodejs',
      ...(single && {version: String(least.major)}),
      how: `engines ${range}`,
      confidence: single ? 0.7 : 0.3,
      file,
      line,
    },
  ]
}

function frameworkOf({namespace, name, version, resolved, file, line}: PackageUse): readonly TechnologyFound[] {
  const full = namespace ? `${namespace}/${name}` : name
  const product = Object.hasOwn(frameworks, full) ? frameworks[full] : undefined
  if (!product || version === undefined) return []
  const least = lowest(version)
  return [
    {
      product,
      ...(least && {version: resolved ? version : `${least.major}.${least.minor}`}),
      how: resolved ? 'lock file' : `range ${version}`,
      confidence: resolved ? 0.95 : 0.6,
      file,
      line,
    },
  ]
}

function lowest(range: string): semver.SemVer | undefined {
  try {
    return semver.minVersion(range) ?? undefined
  } catch {
    return undefined
  }
}
