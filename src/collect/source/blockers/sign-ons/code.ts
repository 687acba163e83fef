import {files} from '../blocker-rule.ts'

import {passNamed, passNamedInCode} from './short-names.ts'

/** What code of today's languages gives a name of a password, or a function that takes one. */

const named = String.raw`(?:password|passwd|passwort|kennwort|passphrase|pswd|pwd)`
/** A literal that is the whole of a value, with what languages put before its quote. */
const literal = (atLeast: number): string =>
  String.raw`(?:[@$NLbrfu]{1,2})?["'\x60](?<written>[^"'\x60\s\\]{${atLeast},100})["'\x60]`
/** Nothing is put behind the literal by code. */
const whole = String.raw`(?!\s*(?:[+?%\[&]|\.(?!toCharArray|encode)|\|\|))`

/** `password = "…"`, `'password' => '…'`, `Password: "…"`, `config["password"] = "…"`, `String password := "…"`. */
export const passwordSet = String.raw`${named}\d{0,2}(?<![A-Za-z]{60})["']?\]?\s{0,20}(?::\s?(?:str|string|String)\s?)?(?:=>|:=|[=:](?![=>]))\s{0,20}${literal(3)}${whole}`

/** `$db_pass = '…'`, `dbPass: "…"`, `define('DB_PASS', '…')`, by a shorter name. */
export const passSet = [
  String.raw`${passNamedInCode(String.raw`["']?\]?\s{0,20}(?::\s?(?:str|string|String)\s?)?(?:=>|:=|[=:](?![=>]))\s{0,20}(?:[@$NLbrfu]{1,2})?`)}${literal(3)}${whole}`,
  String.raw`\b(?:define|putenv|setenv|Setenv|setProperty|put)\s?\(\s?["'][\w.:-]{0,60}?${passNamedInCode(String.raw`["']\s?,\s?`)}${literal(3)}\s?[,)]`,
] as const

/** `Password {get; set;} = "…"`. */
export const passwordOfProperty = String.raw`${named}\d{0,2}\s?\{\s?get;[^{}"]{0,60}\}\s?=\s?${literal(3)}${whole}`

/** `put("db.password\, "…")`, `define('DB_PASSWORD', '…')`. */
export const passwordPut = String.raw`(?:\.(?:put|putIfAbsent|set|setProperty|addProperty|addDataSourceProperty|add|addToEnvironment|UseSetting)|\b(?:define|putenv|setenv|SetEnvironmentVariable|Setenv))\s?\(\s?["'][\w.:-]{0,60}${named}["']\s?,\s?${literal(3)}\s?[,)]`

/** `setPassword("…")`, `.password("…")`. */
export const passwordHanded = String.raw`(?:\bset\w{0,20}Password|\.(?:with)?password|\bSet\w{0,20}Password)\s?\(\s?${literal(3)}\s?(?:\)|\.toCharArray)`

/** An argument before that of the password. */
const argument = String.raw`(?:[@N]?"[^"\n]{0,300}"|[N]?'[^'\n]{0,300}'|[^,()"'\n]{1,200}(?:\([^()\n]{0,100}\)[^,()"'\n]{0,60})?)\s{0,40},\s{0,40}`
const nobody = String.raw`(?!["'](?:anonymous|ftp|guest)["'])`
const takes = (functions: string, before: number): string =>
  String.raw`(?:${functions})\s?\(\s{0,40}(?:${argument}){${before - 1}}${nobody}${argument}${literal(2)}${whole}`

interface Taking {
  readonly files: RegExp
  /** A part of the name of every one of the functions. */
  readonly mark: RegExp
  readonly finds: readonly string[]
}

/** Functions that take a user and a password, by how many arguments stand before the password. */
export const passwordTaken: readonly Taking[] = [
  {
    files: /\.(?:cs|vb|cshtml|aspx|asax|ascx|fs|ps[md]?1)$/i,
    mark: /credential\b/i,
    finds: [takes(String.raw`\b(?:Network|Sql)Credential`, 1)],
  },
  {
    files: files.java,
    mark: /PasswordAuthentication|PasswordCredentials|\.login\b|\.createConnection|\.getConnection/,
    finds: [
      takes(String.raw`\bPasswordAuthentication|\bUsernamePasswordCredentials|\.login|\.createConnection`, 1),
      takes(String.raw`\bDriverManager\.getConnection`, 2),
    ],
  },
  {
    files: files.php,
    mark: /connect|ocilogon|\bmysqli\b|\bPDO\b|ftp_login|ldap_bind|ssh2_auth|imap_open/i,
    finds: [
      takes(String.raw`\boci_(?:p|new_)?connect|\boci_?logon`, 1),
      takes(
        String.raw`\b(?:mysqli?|odbc|mssql|sybase|sqlsrv|i?base|ifx|db2)_p?connect|\bnew\s+(?:mysqli|PDO)|\bftp_login|\bldap_bind|\bssh2_auth_password|\bimap_open`,
        2,
      ),
      takes(String.raw`\bmysqli_real_connect`, 3),
    ],
  },
  {
    files: files.python,
    mark: /HTTPBasicAuth|\bauth\s?=|\.login\b|\.FTP|\.connect\b/,
    finds: [
      takes(String.raw`\bHTTPBasicAuth|\bcx_Oracle\.connect|\boracledb\.connect|\.login`, 1),
      takes(String.raw`\bftplib\.FTP(?:_TLS)?|\b(?:MySQLdb|pymysql)\.connect`, 2),
      // Oracle's clients take both in one text.
      String.raw`\b(?:cx_Oracle|oracledb)\.connect\s?\(\s?["'][A-Za-z]\w{0,30}\/(?<written>[^\s/@"']{1,100})@`,
      String.raw`\bauth\s?=\s?\(\s?["'][^"'\n]{1,100}["']\s?,\s?${literal(2)}\s?\)`,
    ],
  },
  {
    files: files.ruby,
    mark: /\bNet::|\bDBI\b|\bOCI8\b|\bMysql|\.login\b|basic_auth/,
    finds: [
      takes(String.raw`\bOCI8\.new|\.login|\.basic_auth`, 1),
      takes(String.raw`\bNet::(?:FTP|SFTP|SSH)\.(?:open|new|start)|\bDBI\.connect|\bMysql2?\.(?:new|real_connect)`, 2),
    ],
  },
  {
    files: files.go,
    mark: /BasicAuth|PlainAuth/,
    finds: [takes(String.raw`\.SetBasicAuth`, 1), takes(String.raw`\bsmtp\.PlainAuth`, 2)],
  },
  {
    files: files.scripts,
    mark: /pass:/,
    // nodemailer and others: `{user: 'clerk', pass: '…'}`.
    finds: [
      String.raw`\buser(?:name)?["']?\s{0,4}[:=]\s{0,4}[^,\n]{1,200},\s{0,40}["']?pass["']?\s{0,4}[:=]\s{0,4}${literal(3)}${whole}`,
    ],
  },
]

/** What scripts of PowerShell set and give. */
export const passwordOfPowerShell = [
  String.raw`(?:(?<![^\n])[ \t]*|[{;(,][ \t]*|\.)["']?\w{0,40}?${named}["']?[ \t]*=[ \t]*["'](?<written>[^"'\s]{3,100})["']${whole}`,
  String.raw`\$(?:\w+:)?(?:\w{0,60}(?:password|passwd|passwort|kennwort|pswd|pwd)\s?=\s?|\w{0,60}pw\s?=\s?|\w{0,60}?${passNamed(String.raw`\s?=\s?`)})["'](?<written>[^"'\s]{3,100})["']${whole}`,
  String.raw`\bConvertTo-SecureString\b(?=[^\n|]{0,300}-AsPlainText)[^\n|]{0,200}?["'](?<written>[^"'\s]{2,100})["']`,
  String.raw`\bConvertTo-SecureString\b(?=[^\n|]{0,300}-AsPlainText)[ \t]+(?:-String[ \t]+)?(?![-"'$(])(?<written>[^\s"'|)]{2,100})`,
  String.raw`(?<=\s)-\w{0,20}Password[ \t:]+["'](?<written>[^"'\s]{2,100})["']`,
  String.raw`(?<=\s)-\w{0,20}Password[ \t:]+(?![-"'$(@])(?<written>[A-Za-z0-9][^\s"'|;)}]{1,100})`,
  String.raw`\bPSCredential\s?\(\s?[^,()\n]{1,100},\s?\(?\s?["'](?<written>[^"'\s]{2,100})["']`,
] as const
