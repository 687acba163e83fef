import {readFile} from 'node:fs/promises'
import {isAbsolute, join, relative, resolve, sep} from 'node:path'
import {type Fault, UsageError} from '../errors.ts'
import {sha256} from '../model/ids.ts'
import {badDocument, type Located, parseLocatedYaml, plainYaml} from '../model/located-yaml.ts'
import {nearest} from '../model/nearest.ts'
import {Settings, SourceSetting} from '../model/settings.ts'

const fileName = 'domesday.yaml'

export interface ReadSettings {
  readonly settings: Settings
  readonly sha256: string
  /** Organisations that are named and not listed; where plugins are listed, they may bring them. */
  readonly unknownOrganisations: (brought: Iterable<string>) => readonly string[]
  /** Throws where there are any, as reading does. */
  readonly checkOrganisations: (brought: Iterable<string>) => void
}

/**
 * Reads domesday.yaml of an audit folder.
 * Errors: a UsageError when there is none, an InventoryError with every fault and its line when it is wrong.
 */
export async function readSettings(auditFolder: string): Promise<ReadSettings> {
  let text: string
  try {
    text = await readFile(join(auditFolder, fileName), 'utf8')
  } catch (error) {
    throw new UsageError(
      'no-audit-folder',
      `${auditFolder} is no audit folder: it has no ${fileName} that can be read.`,
      {hint: 'Make it one: domesday init. Or name another folder with -C.', cause: error},
    )
  }
  const located = parseLocatedYaml(text, fileName, Settings)
  const {where} = located
  const settings = withinFolder(located.data, auditFolder)
  const listed = settings.organisations.map(({id}) => id)
  const strangers = (brought: Iterable<string>) => {
    const known = new Set([...listed, ...brought])
    return namedOrganisations(settings)
      .filter(({id}) => !known.has(id))
      .map(({id, path}) => ({id, path, like: nearest(id, known)}))
  }
  const strangerFaults = (brought: Iterable<string>): readonly Fault[] =>
    strangers(brought).map(({id, path, like}) => ({
      message: `organisation '${id}' is not among organisations.${like ? ` Did you mean '${like}'?` : ''}`,
      where: where(path),
    }))
  const faults = [...crossFaults(located), ...(settings.plugins.length > 0 ? [] : strangerFaults([]))]
  if (faults.length > 0) throw badDocument(fileName, faults)
  return {
    settings,
    sha256: sha256(text),
    unknownOrganisations: (brought) => [...new Set(strangers(brought).map(({id}) => id))],
    checkOrganisations: (brought) => {
      const faults = strangerFaults(brought)
      if (faults.length > 0) throw badDocument(fileName, faults)
    },
  }
}

/** Every source's files and folders by their ways from the audit folder, which is how all else names them. */
function withinFolder(settings: Settings, auditFolder: string): Settings {
  return {...settings, sources: settings.sources.map((source) => sourceWithin(source, auditFolder))}
}

function sourceWithin(source: SourceSetting, auditFolder: string): SourceSetting {
  const way = (path: string): string =>
    isAbsolute(path) ? relative(resolve(auditFolder), path).replaceAll(sep, '/') || '.' : path
  return {
    ...source,
    ...('paths' in source && {paths: source.paths.map(way)}),
    ...('file' in source && {file: way(source.file)}),
    ...('mapping' in source && {mapping: way(source.mapping)}),
    ...('replay' in source && source.replay !== undefined && {replay: way(source.replay)}),
  }
}

/** The sources that can be made out in a domesday.yaml that is wrong elsewhere. */
export async function sourcesMadeOut(auditFolder: string): Promise<readonly SourceSetting[]> {
  const text = await readFile(join(auditFolder, fileName), 'utf8').catch(() => '')
  const root = plainYaml(text)
  const listed = typeof root === 'object' && root !== null && 'sources' in root ? root.sources : []
  return (Array.isArray(listed) ? listed : []).flatMap((source: unknown) => {
    const parsed = SourceSetting.safeParse(source)
    return parsed.success ? [sourceWithin(parsed.data, auditFolder)] : []
  })
}

function crossFaults({data, where}: Located<Settings>): Fault[] {
  const faults: Fault[] = []
  twice(data.organisations.map(({id}) => id)).forEach((index) =>
    faults.push({
      message: `organisation '${data.organisations[index]?.id}' stands twice`,
      where: where(['organisations', index, 'id']),
    }),
  )
  twice(data.sources.map(({id, organisation}) => `${organisation}/${id}`)).forEach((index) =>
    faults.push({message: `source '${data.sources[index]?.id}' stands twice`, where: where(['sources', index, 'id'])}),
  )
  twice(data.systems.map(({id, organisation}) => `${organisation}/${id}`)).forEach((index) =>
    faults.push({message: `system '${data.systems[index]?.id}' stands twice`, where: where(['systems', index, 'id'])}),
  )
  data.sources.forEach((source, index) => {
    const named = ['system', 'component', 'host'].filter((key) => key in source && !('collect' in source))
    if (named.length > 1)
      faults.push({
        message: `source '${source.id}' names ${named.join(' and ')}: one thing is meant`,
        where: where(['sources', index, named[1] ?? 'id']),
      })
  })
  twice(data.plugins).forEach((index) =>
    faults.push({message: `plugin '${data.plugins[index]}' stands twice`, where: where(['plugins', index])}),
  )
  twice(data.costs.shared.map(({name}) => name)).forEach((index) =>
    faults.push({
      message: `the shared costs '${data.costs.shared[index]?.name}' stand twice`,
      where: where(['costs', 'shared', index, 'name']),
    }),
  )
  twice(data.costs.rates.map(({from}) => from)).forEach((index) =>
    faults.push({
      message: `${data.costs.rates[index]?.from} has a rate already`,
      where: where(['costs', 'rates', index, 'from']),
    }),
  )
  data.plan.blackouts.forEach(({from, to}, index) => {
    if (from > to)
      faults.push({
        message: `the blackout ends (${to}) before it begins (${from})`,
        where: where(['plan', 'blackouts', index, 'to']),
      })
  })
  return faults
}

/** Every organisation that settings name outside `organisations`, with its place. */
function namedOrganisations({sources, systems, costs, plan}: Settings) {
  const of = (items: readonly {readonly organisation?: string | undefined}[], ...path: readonly string[]) =>
    items.flatMap(({organisation: id}, index) =>
      id === undefined ? [] : [{id, path: [...path, index, 'organisation']}],
    )
  return [
    ...of(sources, 'sources'),
    ...of(systems, 'systems'),
    ...of(costs.shared, 'costs', 'shared'),
    ...of(plan.teams, 'plan', 'teams'),
    ...of(plan.blackouts, 'plan', 'blackouts'),
  ]
}

/** The places of values that stood before. */
function twice(values: readonly string[]): number[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    if (seen.has(value)) return [index]
    seen.add(value)
    return []
  })
}
