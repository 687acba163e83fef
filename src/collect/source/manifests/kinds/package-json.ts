import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {frameworksOf} from '../frameworks.ts'
import {asRecord, lineOf, readJson} from '../json-text.ts'
import {reached, tellMissing, transitiveUses} from '../lock-graph.ts'
import type {ApplicationFound, ManifestKind, Tell, TechnologyFound} from '../manifest-kind.ts'
import {type Asked, askedFor, settle, staleIn} from '../node/asked-for.ts'
import {npmName, type NodeLock} from '../node/node-lock.ts'
import {nearestLock, nodeLocks} from '../node/node-locks.ts'
import {releaseOfRange} from '../version-range.ts'
import {asText} from '../written-text.ts'

interface Manifest {
  readonly file: SourceFile
  readonly fields: Readonly<Record<string, unknown>>
}

/** package.json with the lock files of npm, yarn and pnpm. */
export const packageJson: ManifestKind = {
  id: 'package-json',
  files: /(^|\/)(package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/,
  read(files, tell) {
    const manifests = files
      .filter(({path}) => /(^|\/)package\.json$/.test(path))
      .flatMap((file) => {
        const fields = readJson(file, tell)
        return fields ? [{file, fields}] : []
      })
    const managers = new Map(
      manifests.map(({file, fields}) => [parentOf(file.path), asText(fields.packageManager)?.split('@')[0]]),
    )
    const locks = nodeLocks(files, (folder) => managers.get(folder), tell)
    const workspaces = new Map(
      manifests.flatMap(({file, fields}) => {
        const name = asText(fields.name)
        return name ? [[name, parentOf(file.path)] as const] : []
      }),
    )
    return {applications: manifests.map((one) => application(one, locks, workspaces, tell))}
  },
}

function application(
  manifest: Manifest,
  locks: ReadonlyMap<string, NodeLock>,
  workspaces: ReadonlyMap<string, string>,
  tell: Tell,
): ApplicationFound {
  const {file, fields} = manifest
  const folder = parentOf(file.path)
  const name = asText(fields.name)
  const version = asText(fields.version)
  const lock = nearestLock(folder, locks)
  const asked = askedFor(fields, file)
  const {packages, uses, roots} = settle(asked, {folder, file, lock, workspaces})
  tellStale(file, lock, asked, folder, tell)
  const reach = lock && reached(lock, roots)
  if (lock && reach) tellMissing(lock.file, reach.missing, tell)
  const ownName = name === undefined ? undefined : npmName(name)
  return {
    name: name || folder.split('/').at(-1) || 'application',
    folder,
    language: 'JavaScript',
    file,
    ...(ownName && {
      own: {type: 'npm' as const, ...ownName, ...(version && {version}), isPrivate: fields.private === true},
    }),
    packages: [...packages, ...(lock && reach ? transitiveUses(lock.file, reach.found) : [])],
    uses,
    aside: asked.aside,
    technologies: [...engineTechnology(file, fields), ...frameworksOf(packages)],
  }
}

/** A lock file that has not what package.json asks for was not written for it: its versions may not be those that run. */
function tellStale(file: SourceFile, lock: NodeLock | undefined, asked: Asked, folder: string, tell: Tell): void {
  const stale = lock ? staleIn(asked, folder, lock) : []
  if (!lock || stale.length === 0) return
  const shown = stale
    .slice(0, 3)
    .map(({name, range, version}) => `${name} ${range}${version ? `: ${version}` : ': none'}`)
  const others = stale.length - shown.length
  tell(
    file,
    `the lock file does not have what is asked for (${shown.join('; ')}${others > 0 ? ` and ${others} more` : ''})`,
    {code: 'stale-lock', hint: `Bring ${lock.file.path} up to date; its versions are taken until then.`},
  )
}

function engineTechnology(file: SourceFile, manifest: Readonly<Record<string, unknown>>): readonly TechnologyFound[] {
  const range = asText(asRecord(manifest.engines).node)
  if (range === undefined) return []
  const major = releaseOfRange('npm', range)?.split('.')[0]
  return [
    {
      product: 'nodejs',
      ...(major && {version: major}),
      how: `engines ${range}`,
      confidence: major ? 0.7 : 0.3,
      file,
      line: lineOf(file.text, '"engines"'),
    },
  ]
}
