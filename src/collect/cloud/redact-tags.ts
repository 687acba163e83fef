import {redactedText, withoutSecrets} from './redact-text.ts'
import type {Tag} from './sighting.ts'

/** A word that names a secret, whatever it is joined to: `dbpassword`. A secretary is none. */
const secretWord =
  /passw(?:or)?ds?|passphrases?|pwds?$|secrets?(?!ar)|credentials?|(?:api|access|account|private|shared)keys?$/
/** The same in two words. */
const secretWords = /\b(?:(?:api|access|account|private|shared) keys?|connection ?strings?|pass (?:word|phrase)s?)\b/
/** What the last word says where it is only a fact about a secret, as who renews it and when: `PasswordPolicy`, `SecretArn`. */
const aboutSecret =
  /^(?:policy|rotat\w*|expir\w*|owner|manager?|managed|arn|name|store|vault|location|path|id|ref|reference|type|version|age|length|enabled|required|date)$/
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))
/** Short words that name a secret alone, or after one of these. */
const passOf = setOf(
  'access account admin api app cert database db default ftp http key keystore ldap login mail master mq my mysql oracle os pg postgres proxy redis root server service sftp smtp sql ssh sudo svc sys system temp test user username vpn web wifi',
)
const pinOf = setOf(
  'access account admin alarm atm bank card customer device door entry gate key login my phone safe secret security sim staff support user voicemail',
)
/** After one of these they name none; after any other word the value decides. */
const ordinary = setOf(
  'annual boarding bus day free gpio image library map museum parking rail season ski telemetry train travel version visitor',
)
/** As passwords are made: letters with digits or signs among them, on one line without spaces. */
const likePassword = /^(?=.*[a-z])(?=.*[^a-z])\S{6,}$/i
const likePin = /^\d{4,8}$/
/** Somebody's number, as the last word or before one of these; a `MobileApp` and a `PhoneSystem` are none. */
const phone = /^(?:tele)?phones?$|^mobiles?$|^cellphones?$|^tel$/
const ofPhone = /^(?:no|nr|num|numbers?|ext|extension|contact|phone|tel)$/
/** Before the word it is a question, not a number: `IsMobile`. */
const question = /^(?:is|has|for|on|via|supports|enables|allows)$/
const cloudsOwn = /^(?:aws|azure|goog|hidden-\w+):/i

/** A number of a telephone as people write it: with a plus, from 07, or in groups. */
const phoneNumber =
  /(?<![\w.:/+-])(?:\+\d{1,3}[ -]?(?:\(0\))?(?:[ -]?\d){8,11}|07(?:[ -]?\d){9}|\(?0[1-389]\d{1,3}\)?[ -]\d{3,4}[ -]?\d{3,4})(?![\w:/-])/g

/** Whether a tag's name says that it holds a secret or somebody's number. Tags that the cloud itself sets do not. */
function isSecret({key, value}: Tag): boolean {
  if (cloudsOwn.test(key)) return false
  const words = wordsOf(key)
  return namesSecret(words) || endsInShortWord(words, value) || namesPhone(words)
}

/** The words of a key, in lower case: parted by capitals, digits and every sign. */
function wordsOf(key: string): readonly string[] {
  const parted = key.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
  return parted.toLowerCase().match(/[a-z]+/g) ?? []
}

function namesSecret(words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  const isNamed =
    words.some((word) => secretWord.test(word)) || secretWords.test(words.join(' ')) || /tokens?$/.test(last)
  return isNamed && !aboutSecret.test(last) && !aboutSecret.test(last.replace(secretWord, ''))
}

function endsInShortWord(words: readonly string[], value: string): boolean {
  const [last = '', before] = words.toReversed()
  return (
    isShortSecret({last, before, word: 'pass', of: passOf}, likePassword.test(value)) ||
    isShortSecret({last, before, word: 'pin', of: pinOf}, likePin.test(value))
  )
}

interface ShortWord {
  readonly last: string
  readonly before: string | undefined
  readonly word: string
  readonly of: ReadonlySet<string>
}

function isShortSecret({last, before, word, of}: ShortWord, isLikeOne: boolean): boolean {
  if (last !== word) return last.endsWith(word) && of.has(last.slice(0, -word.length))
  if (before === undefined || of.has(before)) return true
  return !ordinary.has(before) && isLikeOne
}

function namesPhone(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const [before, after] = [words[at - 1], words[at + 1]]
    return phone.test(word) && (after === undefined ? !question.test(before ?? '') : ofPhone.test(after))
  })
}

/** The value of a tag as it may be written down: nothing of it where the key names a secret. */
export function tagWithoutSecrets({key, value}: Tag): string {
  if (value === '') return value
  return isSecret({key, value}) ? redactedText : withoutSecrets(value).replace(phoneNumber, redactedText)
}
