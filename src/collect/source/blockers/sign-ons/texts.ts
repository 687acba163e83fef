/**
 * What a text holds of users and passwords, whatever language it stands in. All begin with the word that is looked for:
 * what must stand around it is asked only where that was found.
 */

/** What ends what a text sets: nothing of code is taken for a value, as what is put behind a `+`. */
const value = String.raw`\s?=\s?(?<written>(?![+&]\s?["'\w(])[^\s;"'<>&|,()]{1,100})`
/** Settings of a connection string. */
const beside = String.raw`(?:\b(?:uid|user ?id|user(?:name)?|dsn|provider|server|host(?:name)?|port|data source|driver|database|dbname|initial catalog|dbq|jet oledb:[\w ]{3,40}|persist security info)\s?=|\bjdbc:|\bmysql:|\bpgsql:)`
const statement = String.raw`(?<!\b(?:select|insert|update|delete|where)\b[^"'\n]{0,500})`

/** A password in a connection string: other settings stand beside it. */
export const passwordOfConnection = String.raw`\b(?=(?:password|pwd)\s?=)${statement}(?:(?<=${beside}[^"\n]{0,500})|(?=[^"\n]{0,500}${beside})|(?<=["'](?:ms access)?;\s?))(?:password|pwd)${value}`

const name = String.raw`[^\s:/@"'\x60<>()\[\]{}$%&|,;]{1,60}`

interface AddressForm {
  /** The code in which it stands; left out, all. In settings and scripts each may stand. */
  readonly code?: RegExp
  readonly mark: RegExp
  readonly finds: string
}

/** A password in the user part of an address, or of one of Oracle's and Go's drivers. */
export const passwordOfAddress: readonly AddressForm[] = [
  {
    mark: /:\/\/[^\s/"'\x60<>@]{0,80}:[^\s/"'\x60<>]{1,120}@/,
    finds: String.raw`:\/\/(?:${name})?:(?<written>[^\s:/@"'\x60<>|,;*?\\()\[\]]{1,100})@(?!(?:[\w-]+\.)?example\.(?:com|org|net)\b)(?=[\w[$%{])`,
  },
  {
    code: /\.(?:java|kt|groovy|scala|jspx?|py)$/i,
    mark: /oracle:/,
    finds: String.raw`\boracle:(?:thin|oci\d?):${name}\/(?<written>[^\s/@"'\x60<>]{1,100})@`,
  },
  {
    code: /\.go$/i,
    mark: /@tcp\(/,
    finds: String.raw`(?<=["'\x60])${name}:(?<written>[^\s:/@"'\x60<>]{1,100})@tcp\(`,
  },
]
