/** Words that stand for a password, in the languages of those who write them: labels, keys and fields, not passwords. */
const wordsForOne =
  'passwords?|passwd|passwrd|passphrase|passcode|passwort|kennwort|pass|pwd|psw|pswd|pw|mot[ _-]?de[ _-]?passe|mdp|cyfrinair|contrase(?:n|ñ)a|clave|senha|wachtwoord|l(?:o|ö)senord|adgangskode|passord|salasana|has(?:l|ł)o|heslo|jelsz(?:o|ó)|parol[ae]?|пароль|密码|secrets?|token|credentials?|pin'

/** Of what is no password as a whole: words for one, values of flags, kinds, rules of forms and what people are to replace. */
const noPasswords: readonly RegExp[] = [
  new RegExp(
    `^(?:(?:a|an|the|my|our|your|new|old|current|enter|confirm|repeat|forgot|change|reset|some|any|no|user|users?name|login|db|database|admin|root|ftp|smtp|mail|email)s?[ _.-]?)*(?:${wordsForOne})(?:[ _-]?(?:here|field|input|text|label|value|name|hash|salt|key|file|reset))?[:?!.*]*$`,
    'i',
  ),
  /^(?:true|false|none|null|nil|nothing|undefined|yes|no|on|off|string|str|text|varchar2?|char|bytes?|number|int(?:eger)?|object|required|optional|nullable|hidden|masked|hashed|prompt|ask|encrypted|redacted|removed|unknown|empty|blank|never|always|invalid|valid|incorrect|wrong|missing|weak|strong|compat|updated|changed|replace|sspi|spaces?|(?:low|high)-values?|anonymous|todo|tbd|n\/a|fixme)$/i,
  /^(?:required|nullable|sometimes|string|confirmed|bail|min:\d|max:\d)[|:]/i,
  /^(?:your|my|the|some|insert|enter|replace|put|type)[ _-]/i,
  /^replace[ _-]?me$|[ _-]here$/i,
  // States, turns and times.
  /^(?:enabled|disabled|done|ok|pass(?:ed)?|fail(?:ed)?|first|second|third|final|daily|weekly|monthly|yearly|annual)$/i,
  // How one is kept or given.
  /^(?:bcrypt|scrypt|argon2(?:id?|d)?|pbkdf2|md5|sha-?(?:1|2|3|224|256|384|512)|hmac|kerberos|ntlm|plain(?:text)?|clear(?:text)?)$/i,
  // Classes of style sheets.
  /^[a-z]+(?:-[a-z]+)*-(?:control|icon|field|input|label|form|group|box|button|class|toggle|strength|error|hint|modal|page|wrapper|container|text)$|^(?:fa|icon|btn|mdi|bi|form)-[a-z-]+$/,
  // The same sign again and again: `xxxx`, `****`.
  /^(.)\1{2,}$/,
  // A key of a message, a route, a name of a variable.
  /^[a-z][\w-]*(?:\.[a-z][\w-]*){2,}$|^[\w/-]+\/[\w-]+#\w+$|^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/,
  // A hash, by which nobody signs in, and the number of a kind of object.
  /^\*?[0-9A-F]{32,}$|^\d+(?:\.\d+){2,}$|^0x[0-9A-F]{16,}$|^\{(?:s?sha\d*|s?md5|crypt|bcrypt|scrypt|argon2|pbkdf2)\}|^(?:pbkdf2|scram|argon2)[\w-]*\$/i,
]

/** What leads to a password that stands elsewhere: variables, templates, stores of secrets, texts that are encrypted. */
const leadsElsewhere: readonly RegExp[] = [
  /^[$&@:%?~*=!`]/,
  /^<|^\{(?!noop\})|^\[[^\]]*\]?$|^__\w+__$|^\(|\)$/,
  /%\w+%|%\(\w+\)|%%\w|^%[sd]$|\{\{|#\{|\$\{|\$\(|<%|\$[A-Za-z_]\w*$|\{\w*\}/,
  /^(?:enc|encrypted|cipher|vault|kms|ssm|secretsmanager|keyvault|sops|aws|env|file|arn|op|ref|secret|crypt|akv|asm|gsm|kv|keepass|keyring|keychain|conjur)[(:\[]/i,
  /^[a-z][a-z0-9+.-]*:\/\/|^ref\+|^projects\/[^/]+\/secrets\//i,
  /^(?:process\.)?env\b|\bgetenv\b|^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|\\\\)|^(?:https?|classpath|jdbc):/i,
  /^lookup\b|^(?:System|Environment|ConfigurationManager|os|settings|config|self|this|var|local|data|module)\./,
]

/** Of the form of a name, a variable or a path, but with figures as people end a password: `SUMMER_2024`, `My_Harbour1`. */
const plainlyOne =
  /^[A-Z]+_\d{4}$|^[A-Z][a-z]+(?:_[A-Z][a-z]+)+\d{1,4}[!?#*]*$|^[/!][A-Z][a-z]+\d{2,4}$|^@[a-z]+\d{3,4}[A-Za-z]*$/

/** A default that a template has for a variable: `${DB_PASSWORD:hunter2}`, `${DB_PASSWORD:-hunter2}`. */
const defaultOf = /^\$\{[\w.-]+(?::[-=]?|[-=])([^${}]+)\}$/

/** A word for a password within a longer name is the name of a field, a key or a message, unless it is one word with a figure. */
const namesOne = /passw|passphrase|kennwort|pwd/i
const oneWord = /^[^_.\s-]*\d[^_.\s-]*$/

/**
 * Whether a text that stands where a password or a user belongs is one, written out: not empty, no placeholder, no
 * variable, no reference to a store of secrets, no encrypted text, and no word for a password.
 */
export function isWrittenOut(given: string): boolean {
  const text = given.trim()
  const [, fallback] = defaultOf.exec(text) ?? []
  if (fallback !== undefined) return isWrittenOut(fallback)
  if (plainlyOne.test(text)) return true
  if (!/[\p{L}\p{N}]/u.test(text) || /\s/.test(text)) return false
  if ([...noPasswords, ...leadsElsewhere].some((pattern) => pattern.test(text))) return false
  return !namesOne.test(text) || oneWord.test(text)
}
