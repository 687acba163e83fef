import {environmentIn, environmentNamed, environmentWords, surelyNamed} from '../../model/environment-name.ts'

const ofEnvironments = /^(envs?|environments?|stages?|overlays|deployments?|tfvars|vars|values|live)$/i

/**
 * The environment that a file is for by its name or its folder: `envs/dev/main.tf`, `values-prod.yaml`,
 * `docker-compose.override.yml`, `pre-production.tfvars.json`. The nearest word counts; undefined where none says so.
 */
export function environmentOfPath(path: string): string | undefined {
  const [file = '', ...folders] = path.split('/').toReversed()
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
