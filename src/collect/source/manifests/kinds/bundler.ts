import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {frameworksOf} from '../frameworks.ts'
import {reached, settledUse, tellMissing, transitiveUses} from '../lock-graph.ts'
import type {
  ApplicationFound,
  ApplicationUse,
  ManifestKind,
  PackageUse,
  Tell,
  TechnologyFound,
} from '../manifest-kind.ts'
import {repositoryPackage} from '../repository-package.ts'
import {type GemfileLock, gemfileLock} from '../ruby/gemfile-lock.ts'
import {type AskedGem, type GemList, type Gemspec, readGemfile, readGemspec} from '../ruby/gem-lists.ts'
import {releaseOfRange} from '../version-range.ts'
import {shortText} from '../written-text.ts'

/** Gemfile, gems.rb, gemspecs and Gemfile.lock of Ruby. */
export const bundler: ManifestKind = {
  id: 'bundler',
  files: /(^|\/)(Gemfile(\.lock)?|gems\.(rb|locked)|[^/]+\.gemspec)$/,
  read(files, tell) {
    const ofFolder = Map.groupBy(files, ({path}) => parentOf(path))
    return {applications: [...ofFolder].flatMap(([folder, own]) => application(folder, own, tell) ?? [])}
  },
}

const noGems: GemList = {gems: [], takesGemspec: true, unsettled: []}

function application(folder: string, files: readonly SourceFile[], tell: Tell): ApplicationFound | undefined {
  const named = (pattern: RegExp): SourceFile | undefined => files.find(({path}) => pattern.test(path))
  const gemfile = named(/(^|\/)(Gemfile|gems\.rb)$/)
  const specFile = named(/\.gemspec$/)
  const lockFile = named(/\.(lock|locked)$/)
  const file = gemfile ?? specFile ?? lockFile
  if (!file) return undefined
  const list = gemfile ? readGemfile(gemfile) : noGems
  const spec = specFile && readGemspec(specFile)
  const lock = lockFile && gemfileLock(lockFile, tell)
  if (gemfile) tellUnsettled(gemfile, list.unsettled, tell)
  const asked = [...list.gems, ...(list.takesGemspec ? (spec?.gems ?? []) : [])]
  const {packages, uses} = packagesOf(asked, lock, tell)
  return {
    name: spec?.name ?? (folder.split('/').at(-1) || 'application'),
    folder,
    language: 'Ruby',
    file,
    ...(spec?.name && {own: {type: 'gem' as const, name: spec.name, ...(spec.version && {version: spec.version})}}),
    packages,
    uses,
    aside: asked.filter(({isAside}) => isAside).length,
    technologies: [...rubyOf(gemfile, list, specFile, spec, lock), ...frameworksOf(packages)],
  }
}

function packagesOf(asked: readonly AskedGem[], lock: GemfileLock | undefined, tell: Tell) {
  const wanted = asked.filter(({isAside}) => !isAside)
  const settled = wanted.map((gem) => settle(gem, lock))
  const reach =
    lock &&
    reached(
      lock,
      wanted.map(({name}) => ({key: name})),
    )
  if (lock && reach) tellMissing(lock.file, reach.missing, tell)
  return {
    packages: [
      ...settled.flatMap((one) => ('type' in one ? [one] : [])),
      ...(lock && reach ? transitiveUses(lock.file, reach.found) : []),
    ],
    uses: settled.flatMap((one) => ('to' in one ? [one] : [])),
  }
}

function settle(
  {name, range, folder, repository, reference, file, line}: AskedGem,
  lock: GemfileLock | undefined,
): PackageUse | ApplicationUse {
  const locked = lock?.packages.get(name)
  const to = locked?.folder ?? folder
  if (to !== undefined) return {to, how: `gem ${name}`, file, line}
  if (locked) return {...settledUse(locked), file, line}
  const source = repository === undefined ? undefined : repositoryPackage(repository, reference)
  if (source) return {...source, resolved: false, file, line}
  const exact = /^=?\s*(\d[\w.]*)$/.exec(range ?? '')?.[1]
  const version = exact ?? (range && shortText(range))
  return {type: 'gem', name, ...(version && {version}), resolved: exact !== undefined, file, line}
}

function tellUnsettled(file: SourceFile, lines: readonly number[], tell: Tell): void {
  const [line] = lines
  if (line === undefined) return
  const what = lines.length === 1 ? 'one line takes' : `${lines.length} lines take`
  tell(file, `${what} gems that only running it would tell, so they are not known`, {
    code: 'unresolved-dependency',
    hint: 'Where Gemfile.lock stands beside it, its versions are read.',
    line,
  })
}

/** The Ruby of the lock file or an exact one of the Gemfile; else what is allowed. */
function rubyOf(
  gemfile: SourceFile | undefined,
  list: GemList,
  specFile: SourceFile | undefined,
  spec: Gemspec | undefined,
  lock: GemfileLock | undefined,
): readonly TechnologyFound[] {
  if (lock?.ruby) {
    const {version, line} = lock.ruby
    return [{product: 'ruby', version, how: `RUBY VERSION ${version}`, confidence: 0.9, file: lock.file, line}]
  }
  const [file, stated] = list.ruby ? [gemfile, list.ruby] : [specFile, spec?.ruby]
  if (!file || !stated) return []
  const exact = /^=?\s*(\d+\.\d+(?:\.\d+)?)$/.exec(stated.range)?.[1]
  const release = releaseOfRange('gem', stated.range)
  const version = exact ?? (release?.includes('.') ? release : undefined)
  return [
    {
      product: 'ruby',
      ...(version && {version}),
      how: `ruby ${shortText(stated.range)}`,
      confidence: exact ? 0.9 : version ? 0.7 : 0.3,
      file,
      line: stated.line,
    },
  ]
}
