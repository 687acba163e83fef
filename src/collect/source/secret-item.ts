import {isSecretName} from '../../model/secrets.ts'

/** Names of data items are short. */
const secretItem = /pass(?!eng|port)|pwd/i

/** Whether the name of a data item says that it holds a secret. */
export function isSecretItem(name: string): boolean {
  return isSecretName(name) || secretItem.test(name)
}
