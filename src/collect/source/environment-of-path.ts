const names: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  production: 'production',
  preprod: 'preproduction',
  preproduction: 'preproduction',
  nonprod: 'development',
  staging: 'staging',
  stg: 'staging',
  stage: 'staging',
  uat: 'uat',
  qa: 'test',
  test: 'test',
  dev: 'development',
  development: 'development',
  sandbox: 'development',
  devcontainer: 'development',
}

/** Words that mean other things too: as a folder they count only among environments. */
const ambiguous: Readonly<Record<string, string>> = {
  live: 'production',
  release: 'production',
  sit: 'test',
  integration: 'test',
  ci: 'build',
  local: 'development',
  override: 'development',
  debug: 'development',
}

const ofEnvironments = /^(envs?|environments?|stages?|overlays|deployments?|tfvars|vars|values|live)$/i

function find(from: Readonly<Record<string, string>>, word: string): string | undefined {
  const plain = word.toLowerCase().replace(/^\.|-/g, '')
  return Object.hasOwn(from, plain) ? from[plain] : undefined
}

/** The environment that a word names where a word for an environment stands, or undefined for one that names none. */
export function environmentNamed(word: string): string | undefined {
  return find(names, word) ?? find(ambiguous, word)
}

/** The same of a name that holds such a word among others: `licences-dev`, `prod_eu`. */
export function environmentIn(name: string): string | undefined {
  return environmentNamed(name) ?? name.split(/[._-]/).map(environmentNamed).find(Boolean)
}

/**
 * The environment that a file is for by its name or its folder: `envs/dev/main.tf`, `values-prod.yaml`,
 * `docker-compose.override.yml`. The nearest word counts; undefined where none says so.
 */
export function environmentOfPath(path: string): string | undefined {
  const [file = '', ...folders] = path.split('/').toReversed()
  const [own = '', ...rest] = file.split(/[._-]/)
  // The last word is the kind of file, but of `.env.test`.
  for (const word of (own === '' && rest[0] === 'env' ? rest.slice(1) : rest.slice(0, -1)).toReversed()) {
    const found = environmentNamed(word)
    if (found) return found
  }
  for (const [at, word] of [own, ...folders].entries()) {
    const found = find(names, word) ?? (ofEnvironments.test(folders[at] ?? '') ? find(ambiguous, word) : undefined)
    if (found) return found
  }
  return undefined
}
