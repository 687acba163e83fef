import {isSecretName} from '../../model/secrets.ts'

/** Names of data items and of symbols of jobs are short. */
const secretItem = /pass(?!eng|port)|pwd|pswd|(?:^|[-_@#$])pw\d?$/i

/** Whether the name of a data item, or of a symbol or parameter of a job, says that it holds a secret. */
export function isSecretItem(name: string): boolean {
  return isSecretName(name) || secretItem.test(name)
}
