import {withoutKeys} from '../../../model/secrets.ts'

/** Who signs in at an address, wherever one stands; a password may hold any character, digits alone are a port. */
const user =
  /((?:[a-z][a-z0-9+.-]{0,40}:){1,5}\/\/)[^\s/"'`<>@:?#]{0,200}(?::(?!\d{1,5}(?:[/?#]|$))[^\s"'`<>]{0,400})?@/gi

/**
 * A text of a manifest without who signs in at an address in it, and without what its query gives as a key: a build from
 * `https://user:password@git.dept.example/app.git` is kept nowhere with its password. What holds no address, and what is
 * no text, stays.
 */
export function findingWithoutSecrets<T>(value: T): T | string {
  return typeof value === 'string' && value.includes('://') ? withoutKeys(value.replace(user, '$1'), '{}') : value
}
