const names: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  production: 'production',
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

/** What binds to the word behind it: neither is production. */
const bound: Readonly<Record<string, string>> = {pre: 'preproduction', non: 'development'}

/** With a number these tell an order: the second stage of a build. */
const ordered: ReadonlySet<string> = new Set(['stage', 'release'])

/** Names of what is for all environments, and of the places of clouds: no environment is named by them. */
const forAll =
  /^(?:all|base|common|defaults?|globals?|main|shared|apac|emea|eu|gb|uk|us|(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:gov-)?[a-z]+-\d|(?:asia|australia|europe|us)-[a-z]+\d|uksouth|ukwest|northeurope|westeurope)$/i

function find(from: Readonly<Record<string, string>>, word: string): string | undefined {
  const plain = word.toLowerCase().replace(/^\.|[\s_-]/g, '')
  if (Object.hasOwn(from, plain)) return from[plain]
  const [, stem = ''] = /^(\D+)\d{1,3}$/.exec(plain) ?? []
  if (stem !== '') return ordered.has(stem) ? undefined : find(from, stem)
  const [, before = '', rest = ''] = /^(pre|non)(.+)$/.exec(plain) ?? []
  return Object.hasOwn(from, rest) && from[rest] === 'production' ? bound[before] : undefined
}

/** The environment of a word that means nothing else, numbered or not: `prod`, `dev2`, `pre-production`. */
export function surelyNamed(word: string): string | undefined {
  return find(names, word)
}

/** The environment that a word names where a word for an environment stands, or undefined for one that names none. */
export function environmentNamed(word: string): string | undefined {
  return find(names, word) ?? find(ambiguous, word)
}

/** The words of a name, in its order; `pre` and `non` are one word with what follows: `trs-pre-production`. */
export function environmentWords(name: string): readonly string[] {
  const words: string[] = []
  for (const word of name.split(/[._\s/-]+/)) {
    const last = words.at(-1)?.toLowerCase()
    if (last !== undefined && Object.hasOwn(bound, last)) words[words.length - 1] += word
    else words.push(word)
  }
  return words
}

/**
 * The same of a name that holds such a word among others: `licences-dev`, `prod_eu`, `aks_pre-production`. Words that mean
 * nothing else come first; undefined where none is known, or where an expression stands for the name.
 */
export function environmentIn(name: string): string | undefined {
  if (name.includes('$')) return undefined
  const words = environmentWords(name)
  return environmentNamed(name) ?? words.map(surelyNamed).find(Boolean) ?? words.map(environmentNamed).find(Boolean)
}

/**
 * The environment of a name that stands for one: a known one by its words, else the name itself, as that is not known to
 * be production. Undefined where it names none: nothing, an expression, what is for all.
 */
export function environmentCalled(name: string): string | undefined {
  return environmentIn(name) ?? (name === '' || name.includes('$') || forAll.test(name) ? undefined : name)
}
