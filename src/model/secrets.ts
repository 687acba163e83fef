/** What stands for a secret that was taken out. */
export const masked = '***'

const secretWord =
  'passw(?:or)?d|passphrase|pwd|kennwort|passwort|cyfrinair|mot[_-]?de[_-]?passe|contrase[nñ]a|senha|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|account[_-]?key|shared[_-]?key|credential|authori[sz]ation|connection[_-]?string|sas|sig(?:nature)?'
const secretName = new RegExp(`(?:^|[_.-])(?:${secretWord})s?(?:$|[_.-])|(?:${secretWord})$`, 'i')

/** What a message says of credentials or a token after a colon, in words of English: `credentials: Could not load any`, `TokenExpired: The client is`. */
const sentence =
  '(?<=(?:credential|token|authori[sz]ation)s?[A-Za-z]{0,20}: )[A-Za-z][a-z]+ [a-z]+ [a-z]+(?![A-Za-z0-9_~+/=-])'

/** What is a key by its form alone, each with what is put in its place. */
const keyForms: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, masked],
  // Not the word after it in `basic authentication`.
  [
    /\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?![A-Z]?[a-z]+(?:[.]?(?![A-Za-z0-9._~+/=-])))[A-Za-z0-9._~+/=-]{6,}/g,
    `$1 ${masked}`,
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, masked],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|xox[abeoprs]-|sk-|sk_live_|rk_live_|AIza)[A-Za-z0-9_-]{16,}/g, masked],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, masked],
]

/** Each with what is put in its place; an address keeps its scheme, a setting its name. */
const patterns: readonly (readonly [RegExp, string])[] = [
  ...keyForms.slice(0, 2),
  // user:password@, where the password may hold any character that ends no word; as a path, an address has one slash
  [/([a-z][a-z0-9+.-]{0,40}:\/{1,2})[^\s/"'`<>@:]{0,200}(?::[^\s"'`<>]{0,400})?@/gi, `$1${masked}@`],
  [/(\bjdbc:oracle:[a-z0-9]{1,10}:)[^\s"'`<>@]{1,200}@/gi, `$1${masked}@`],
  [
    new RegExp(
      `((?:^|[^A-Za-z0-9])[\\w.-]{0,60}?(?:${secretWord})s?[\\w-]{0,20}["']?(?:\\s{0,4}[:=]\\s{0,4}|\\s{1,4}(?<=--[\\w.-]{1,90}\\s{1,4})))(?!${sentence})(?:"[^"]*"?|'[^']*'?|[^\\s"'&;,)}\\]]+)`,
      'gi',
    ),
    `$1${masked}`,
  ],
  ...keyForms.slice(2),
]

/** A value shorter than this stands in many a text that has nothing to do with it. */
const shortestKnown = 6

/**
 * Takes out of a text what has the form of a secret, the user part of addresses, values of settings whose names say that
 * they are secret, and `known` values wherever they stand. Rather too much than too little: for messages, never for
 * figures.
 */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  const without = known.reduce((left, secret) => left.replaceAll(secret, masked), text)
  return patterns.reduce((left, [pattern, stand]) => left.replace(pattern, stand), without)
}

/** What a name that says so is set to: `password=...`, `--token=...`, `sig=...`. */
const secretSet = new RegExp(
  `((?:^|[^A-Za-z0-9])[\\w.-]{0,60}?(?:${secretWord})s?[\\w-]{0,20}["']?\\s{0,4}=\\s{0,4})(?!\\{\\})(?:"[^"]*"?|'[^']*'?|[^\\s"'&;,/)}\\]]+)`,
  'gi',
)

/** What SQL sets a password to. */
const passwordOfSql =
  /(\b(?:identified\s{1,4}by\s{1,4}(?:(?:password|values)\s{1,4})?|user\s{1,4}\S{1,100}\s{1,4}using\s{1,4}|password\s{1,4}(?=['"])))(?!\{\})(?:"[^"]*"?|'[^']*'?|[^\s"';,)]+)/gi

/** A text with `stand` for each key that is one by its form, and for what a secret name is set to; all else stays. */
export function withoutKeys(text: string, stand: string): string {
  const without = keyForms.reduce((left, [pattern, put]) => left.replace(pattern, put.replace(masked, stand)), text)
  return without.replace(secretSet, `$1${stand}`).replace(passwordOfSql, `$1${stand}`)
}

/** Whether a setting, a constant or a data item of this name holds what is secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** The secret values of an environment: those whose names say so, and the passwords of addresses. The longest first. */
export function secretsOfEnvironment(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = new Set<string>()
  for (const [name, value = ''] of Object.entries(environment)) {
    if (secretName.test(name) && !/^(OLD)?PWD$/.test(name)) found.add(value.trim())
    const [, password] = /:\/\/[^\s/:@]*:([^\s]+)@/.exec(value) ?? []
    if (password) found.add(password)
  }
  return [...found].filter((value) => value.length >= shortestKnown).toSorted((a, b) => b.length - a.length)
}
