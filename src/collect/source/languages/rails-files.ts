import {asMap, asText, readYaml, type YamlDocument} from '../manifests/yaml-tree.ts'
import type {SourceFile} from '../walk-tree.ts'
import {productOf} from './connections.ts'
import type {Fact} from './fact.ts'

const schedules = /(?:^|\/)config\/(?:sidekiq|(?:sidekiq_?|resque_)?(?:cron_?)?schedule|sidekiq_cron)\.ya?ml$/
const connections = /(?:^|\/)config\/(database|mongoid)\.ya?ml$/

/**
 * What the files of settings of a Rails application say that its code does not: jobs of the schedulers of Sidekiq and
 * Resque, and the database that Active Record or Mongoid connects to. A file that is no sound YAML says nothing.
 */
export function railsFacts(file: SourceFile): readonly Fact[] {
  const [, orm] = connections.exec(file.path) ?? []
  if (orm === undefined && !schedules.test(file.path)) return []
  const [document] = readYaml(file, () => undefined)
  if (!document) return []
  return orm === undefined ? jobsOf(document) : databasesOf(document, orm)
}

function jobsOf({root, lineOf}: YamlDocument): readonly Fact[] {
  const whole = keyOf(root, 'scheduler') ?? root
  const jobs = keyOf(whole, 'schedule') ?? (keyOf(root, 'queues') === undefined ? root : undefined)
  return Object.entries(asMap(jobs)).flatMap(([name, job]): readonly Fact[] => {
    const schedule = scheduleOf(job)
    return schedule === undefined ? [] : [{is: 'job', schedule: {literal: schedule}, line: lineOf(jobs, name)}]
  })
}

/** Keys are symbols or texts: `:schedule:` and `schedule:`. */
function keyOf(map: unknown, key: string): unknown {
  return asMap(map)[`:${key}`] ?? asMap(map)[key]
}

/** `cron: '0 6 * * *'`, `every: 1h`, `every: ['1h', {first_in: 5m}]`; one that is switched off has none. */
function scheduleOf(job: unknown): string | undefined {
  const isOff = keyOf(job, 'enabled') === false || keyOf(job, 'status') === 'disabled'
  const said = (key: string): string | undefined => {
    const value = keyOf(job, key)
    return asText(Array.isArray(value) ? value[0] : value)
  }
  if (isOff || (keyOf(job, 'class') === undefined && said('cron') === undefined)) return undefined
  const [cron, every] = [said('cron'), said('every') ?? said('interval')]
  return cron ?? (every === undefined ? undefined : `every ${every}`)
}

/** Of `production` alone, where the file has it: others are for development and tests. */
function databasesOf({root, lineOf}: YamlDocument, orm: string): readonly Fact[] {
  const production = asMap(root).production
  if (production === undefined) return []
  const line = lineOf(root, 'production')
  if (orm === 'mongoid') return [{is: 'database', product: 'mongodb', line}]
  const own = asMap(production)
  // Of several databases each has its settings under its name.
  const all = own.adapter === undefined && own.url === undefined ? Object.entries(own) : [['', production] as const]
  const found = new Map<string, number>()
  for (const [name, one] of all) {
    const adapter = asText(asMap(one).adapter) ?? /^(\w+):\/\//.exec(asText(asMap(one).url) ?? '')?.[1]
    if (adapter !== undefined && /^\w+$/.test(adapter) && !found.has(productOf(adapter)))
      found.set(productOf(adapter), name === '' ? line : lineOf(production, name))
  }
  return [...found].map(([product, at]) => ({is: 'database', product, line: at}))
}
