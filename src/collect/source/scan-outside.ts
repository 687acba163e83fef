import {dirname, join, normalize} from 'node:path/posix'
import {compareText} from '../../model/json-lines.ts'
import type {Fact} from './languages/fact.ts'
import type {ImportEdge} from './languages/language-scanner.ts'
import type {ApplicationFound, ManifestFindings, PackageUse, TechnologyFound} from './manifests/manifest-kind.ts'
import type {OutsideFact, OutsideFound, OutsideKept, OutsideScanner} from './outside-scanner.ts'
import type {ScanJournal} from './scan-journal.ts'
import type {SyntaxFault} from './syntax-fault.ts'
import {type FileSeen, printable, type SourceFile, type TreeList} from './walk-tree.ts'
import {outsideWithoutSecrets} from './without-secrets.ts'

export interface OutsideScan {
  /** Takes a file; `before` is what is known of it. */
  readonly add: (scanner: OutsideScanner, file: SourceFile, before: OutsideKept | undefined) => void
  /** Waits while more is on its way than memory should hold. */
  readonly pace: () => Promise<void>
  readonly finish: () => Promise<{
    readonly imports: readonly ImportEdge[]
    readonly facts: ReadonlyMap<string, readonly Fact[]>
    readonly manifests: ManifestFindings
    /** How many files no scanner got through, by who was asked. */
    readonly failed: ReadonlyMap<OutsideScanner, number>
  }>
}

interface FileRead {
  readonly scanner: OutsideScanner
  readonly file: FileSeen
  readonly found: OutsideFound
}

/** So many files that a scanner failed at are named; all are counted. */
const mostNamed = 200
const mostWaiting = 32 * 1024 * 1024
const nothing: OutsideFound = {imports: [], declares: [], facts: [], packages: [], technologies: []}

/** Has files read by the scanners of others, beside the reading of the next. */
export function outsideScan(
  list: Pick<TreeList, 'problems'>,
  journal: ScanJournal,
  faults: Map<string, SyntaxFault>,
): OutsideScan {
  const read: FileRead[] = []
  const failed = new Map<OutsideScanner, number>()
  const open = new Set<Promise<void>>()
  let waiting = 0
  const take = (scanner: OutsideScanner, {path, sha256}: FileSeen, found: OutsideFound): void => {
    read.push({scanner, file: {path, sha256}, found})
    if (found.fault) faults.set(path, {...found.fault, message: printable(found.fault.message)})
  }
  const scan = async (scanner: OutsideScanner, file: SourceFile): Promise<void> => {
    const answer = await scanner.scan({path: file.path, text: file.text})
    waiting -= file.text.length
    if ('failed' in answer) {
      const count = (failed.get(scanner) ?? 0) + 1
      failed.set(scanner, count)
      if (count <= mostNamed) list.problems.push(scannerFailed(file.path, scanner, answer.failed))
      return take(scanner, file, nothing)
    }
    const found = outsideWithoutSecrets(answer.found)
    journal.keep({path: file.path, sha256: file.sha256}, {outside: {key: scanner.key, found}})
    take(scanner, file, found)
  }
  return {
    add: (scanner, file, before) => {
      if (before?.key === scanner.key) return take(scanner, file, before.found)
      waiting += file.text.length
      const one = scan(scanner, file).finally(() => open.delete(one))
      open.add(one)
    },
    pace: async () => {
      while (waiting > mostWaiting) await Promise.race(open)
    },
    finish: async () => {
      await Promise.all(open)
      const sorted = read.toSorted((a, b) => compareText(a.file.path, b.file.path))
      return {
        imports: linked(sorted),
        facts: new Map(
          sorted.flatMap(({file, found}) => (found.facts.length > 0 ? [[file.path, factsOf(found)]] : [])),
        ),
        manifests: manifestsOf(sorted),
        failed,
      }
    },
  }
}

function scannerFailed(path: string, {by}: OutsideScanner, why: string): TreeList['problems'][number] {
  return {
    record: 'problem',
    code: 'scanner-failed',
    message: `${by}, did not get through it (${printable(why)}): nothing of it was read`,
    where: printable(path),
    hint: 'Tell the authors of that plugin.',
  }
}

function factsOf({facts}: OutsideFound): readonly Fact[] {
  return facts.map((fact: OutsideFact) => {
    const said = Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined))
    return (fact.is === 'sql' ? {...said, of: 'tables'} : said) as Fact // a fact without what was undefined in it
  })
}

/**
 * Where imports lead: to a file beside it or from the tree's root, with its ending or without; else to the one file of
 * the same scanner that declares the name. What several declare, and what none does, leads nowhere in the tree.
 */
function linked(read: readonly FileRead[]): readonly ImportEdge[] {
  return [...Map.groupBy(read, ({scanner}) => scanner)].flatMap(([{extensions}, own]) => {
    const paths = new Set(own.map(({file}) => file.path))
    const declared = Map.groupBy(
      own.flatMap(({file, found}) => [...new Set(found.declares)].map((name) => ({name, path: file.path}))),
      ({name}) => name,
    )
    const endings = ['', ...extensions.map((ending) => `.${ending}`)]
    const targetOf = (from: string, name: string): string | undefined => {
      const plain = name.replaceAll('\\', '/')
      const places = [join(dirname(from), plain), normalize(plain)].flatMap((at) => endings.map((end) => at + end))
      const [one, ...others] = declared.get(name) ?? []
      return places.find((place) => paths.has(place)) ?? (others.length === 0 ? one?.path : undefined)
    }
    return own.flatMap(({file, found}) => edgesOf(file.path, found, targetOf))
  })
}

function edgesOf(
  from: string,
  {imports}: OutsideFound,
  targetOf: (from: string, name: string) => string | undefined,
): readonly ImportEdge[] {
  const met = new Set([from])
  return imports.flatMap(({name, line}) => {
    const to = targetOf(from, name)
    if (to === undefined || met.has(to)) return []
    met.add(to)
    return [{from, to, line}]
  })
}

/** What an application is, and what it is built from; packages of no application stand nowhere. */
function manifestsOf(read: readonly FileRead[]): ManifestFindings {
  const applications = read.flatMap(({scanner, file, found}): readonly ApplicationFound[] => {
    const {application, packages} = found
    if (!application) return []
    const {name, language = scanner.name} = application
    const folder = file.path.includes('/') ? dirname(file.path) : ''
    return [{name, folder, language, file, packages: packages.map((one) => packageOf(one, file)), technologies: []}]
  })
  const technologies = read.flatMap(({scanner, file, found}) =>
    found.technologies.map(({product, version, line}): TechnologyFound => ({
      product,
      ...(version !== undefined && {version}),
      how: scanner.name,
      confidence: 0.8,
      file,
      line,
    })),
  )
  return {applications, technologies}
}

function packageOf(
  {type, namespace, name, version, range, line}: OutsideFound['packages'][number],
  file: FileSeen,
): PackageUse {
  const asked = version ?? range
  return {
    type,
    ...(namespace !== undefined && {namespace}),
    name,
    ...(asked !== undefined && {version: asked}),
    resolved: version !== undefined,
    file,
    line,
  }
}
