import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {type Fault, UsageError} from '../errors.ts'
import {sha256} from '../model/ids.ts'
import {badDocument, type Located, parseLocatedYaml} from '../model/located-yaml.ts'
import {nearest} from '../model/nearest.ts'
import {Settings} from '../model/settings.ts'

const fileName = 'domesday.yaml'

/**
 * Reads domesday.yaml of an audit folder.
 * Errors: a UsageError when there is none, an InventoryError with every fault and its line when it is wrong.
 */
export async function readSettings(
  auditFolder: string,
): Promise<{readonly settings: Settings; readonly sha256: string}> {
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
  const faults = crossFaults(located)
  if (faults.length > 0) throw badDocument(fileName, faults)
  return {settings: located.data, sha256: sha256(text)}
}

function crossFaults({data, where}: Located<Settings>): Fault[] {
  const faults: Fault[] = []
  const known = new Set(data.organisations.map(({id}) => id))
  const wantOrganisation = (id: string | undefined, path: readonly PropertyKey[]): void => {
    if (id === undefined || known.has(id)) return
    const like = nearest(id, known)
    faults.push({
      message: `organisation '${id}' is not among organisations.${like ? ` Did you mean '${like}'?` : ''}`,
      where: where(path),
    })
  }
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
  data.sources.forEach(({organisation}, index) => wantOrganisation(organisation, ['sources', index, 'organisation']))
  data.systems.forEach(({organisation}, index) => wantOrganisation(organisation, ['systems', index, 'organisation']))
  data.plan.teams.forEach(({organisation}, index) =>
    wantOrganisation(organisation, ['plan', 'teams', index, 'organisation']),
  )
  data.plan.blackouts.forEach(({organisation, from, to}, index) => {
    wantOrganisation(organisation, ['plan', 'blackouts', index, 'organisation'])
    if (from > to)
      faults.push({
        message: `the blackout ends (${to}) before it begins (${from})`,
        where: where(['plan', 'blackouts', index, 'to']),
      })
  })
  return faults
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
