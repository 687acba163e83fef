import {redactedText, withoutSecrets} from './redact-text.ts'
import type {Tag} from './sighting.ts'

/** Names, in lower case without what parts their words, of what holds a secret. A secretary is none. */
const secretName =
  /passw(?:or)?d|passphrase|pwd|secret(?!ar)|credential|(?:api|access|account|private|shared)keys?|connectionstring|tokens?$/
/** A fact about a secret, as who renews it and when: `PasswordPolicy`, `SecretArn`. */
const aboutSecret =
  /(?:policy|rotat\w*|expir\w*|owner|manager?|managed|arn|name|store|vault|location|path|id|ref|reference|type|version|age|length|enabled|required|date)$/
/** Short words that end the name of a secret, or of somebody's number. */
const lastWord = /^(?:pass|pin|tel)$/
const phoneName = /phone|mobile/
const cloudsOwn = /^(?:aws|azure|goog|hidden-\w+):/i

/** A number of a telephone as people write it: with a plus, from 07, or in groups. */
const phoneNumber =
  /(?<![\w.:/+-])(?:\+\d{1,3}[ -]?(?:\(0\))?(?:[ -]?\d){8,11}|07(?:[ -]?\d){9}|\(?0[1-389]\d{1,3}\)?[ -]\d{3,4}[ -]?\d{3,4})(?![\w:/-])/g

/** Whether a tag of this name holds a secret or somebody's number, whatever its form. Tags that the cloud itself sets do not. */
function isSecretKey(key: string): boolean {
  if (cloudsOwn.test(key)) return false
  const words =
    key
      .replace(/([a-z\d])(?=[A-Z])/g, '$1 ')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  const plain = words.join('')
  const isSecret = secretName.test(plain) && !aboutSecret.test(plain)
  return isSecret || lastWord.test(words.at(-1) ?? '') || phoneName.test(plain)
}

/** The value of a tag as it may be written down: nothing of it where the key names a secret. */
export function tagWithoutSecrets({key, value}: Tag): string {
  if (value === '') return value
  return isSecretKey(key) ? redactedText : withoutSecrets(value).replace(phoneNumber, redactedText)
}
