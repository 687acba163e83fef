import {isSecretName} from '../../model/secrets.ts'

/** Names of data items and of symbols of jobs are short. */
const secretItem = /pass(?!eng|port)|pwd|pswd|(?:pw|psw)\d?$/i

/** Whether the name of a data item, or of a symbol or parameter of a job, says that it holds a secret. */
export function isSecretItem(name: string): boolean {
  return isSecretName(name) || secretItem.test(name)
}

const secretKeys: readonly RegExp[] = [
  /passw|passphrase|passcode|kennwort|pwd|pswd|(?:master|encryption|storage)[_. -]?key/i,
  // As the last word, which begins behind a mark or by a capital: `db.pw`, `FTP_PASS`, `dbPass`, `ldap.cred`.
  /(?:^|[^A-Za-z])(?:pass|pw|psw|creds?|pin|otp)\d{0,2}$/i,
  /[a-z](?:Pass|PW|Pw|Psw|Creds?|Pin|Otp|OTP)\d{0,2}$/,
  // In capitals or in small letters alone: `FTPPW`, `dbpass`, but no compass.
  /(?:^|[^A-Za-z])(?:db|ftp|sftp|sql|user|my|sa|svc|mail|smtp|root|admin)(?:pw|psw)\d{0,2}$/i,
  /(?<!com|by|tres|sur|over|under)pass\d{0,2}$/i,
]

/**
 * Whether a constant or a setting of this name holds a secret. What is told as a password that is written out has such a
 * name, so that its value is kept nowhere.
 */
export function isSecretKey(name: string): boolean {
  return isSecretName(name) || secretKeys.some((one) => one.test(name))
}

/** Names of settings are of any form; of who signs in none leads anywhere. */
const secretSetting =
  /pass|secret|token|credential|private|api[_. -]?key|access[_. -]?key|licen[cs]e|salt|signature|user[_. -]?(?:name|id)$|(?:^|[^A-Za-z])(?:uid|login)$/i

/** Whether a setting of this name may hold a secret, or who signs in. */
export function isSecretSetting(name: string): boolean {
  return secretSetting.test(name) || isSecretKey(name)
}
