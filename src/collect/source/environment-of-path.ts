import {
  environmentCalled,
  environmentIn,
  environmentNamed,
  environmentWords,
  surelyNamed,
} from '../../model/environment-name.ts'

const ofEnvironments = /^(envs?|environments?|stages?|overlays|deployments?|tfvars|vars|values|live)$/i

/** Values of Helm for an environment that only projects' own words name. */
const ofHelm = /^values[._-](preview|review|aat|perftest|ithc|demo|sandpit|sbox|ephemeral)(?:[._-]template)?\.ya?ml$/i

/**
 * The environment that a file is for by its name or its folder: `envs/dev/main.tf`, `values-prod.yaml`,
 * `docker-compose.override.yml`, `pre-production.tfvars.json`. The nearest word counts; undefined where none says so.
 */
export function environmentOfPath(path: string): string | undefined {
  const [file = '', ...folders] = path.split('/').toReversed()
  const [, ofValues] = ofHelm.exec(file) ?? []
  if (ofValues) return ofValues.toLowerCase()
  const [own = '', ...rest] = environmentWords(file)
  // The last word is the kind of file, but of `.env.test`.
  for (const word of (own === '' && rest[0] === 'env' ? rest.slice(1) : rest.slice(0, -1)).toReversed()) {
    const found = environmentNamed(word)
    if (found) return found
  }
  for (const [at, word] of [own, ...folders].entries()) {
    const found = surelyNamed(word) ?? (ofEnvironments.test(folders[at] ?? '') ? environmentIn(word) : undefined)
    if (found) return found
  }
  return undefined
}

/** In one folder. */
const mostShapes = 50

/**
 * Of files beside each other that are variants of one name, of which one is for production, those whose names are not
 * known: `app.sandpit.json` beside `app.production.json`, `authdev1.tfvars` beside `production.tfvars`. By their paths.
 */
export function unknownVariants(paths: readonly string[]): ReadonlyMap<string, string> {
  const places = paths.map((path) => ({path, folder: path.slice(0, path.lastIndexOf('/') + 1)}))
  const found = new Map<string, string>()
  for (const [folder, beside] of Map.groupBy(places, (place) => place.folder)) {
    const names = beside.map(({path}) => path.slice(folder.length))
    const shapes = new Map(names.flatMap(shapeOfProduction).map((shape) => [shape.join('/'), shape]))
    for (const [before, after] of [...shapes.values()].slice(0, mostShapes))
      for (const name of names) {
        const variant = variantOf(name, before, after)
        if (variant !== undefined) found.set(folder + name, variant)
      }
  }
  return found
}

/** What stands before and behind the word for production, where a name is sure to have such variants. */
function shapeOfProduction(name: string): readonly (readonly [string, string])[] {
  const [, before = '', after = ''] = /^((?:.*[._-])?)(?:production|prod|prd|live)([._-].+)$/i.exec(name) ?? []
  const isVariant = before.includes('.') || /\.\w+\.|\.tfvars$/.test(after)
  return isVariant && environmentOfPath(name) === 'production' ? [[before, after]] : []
}

function variantOf(name: string, before: string, after: string): string | undefined {
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined
  const variant = name.slice(before.length, -after.length)
  return /^[\w-]+$/.test(variant) && environmentOfPath(name) === undefined ? environmentCalled(variant) : undefined
}
