/** What code of today's languages gives a name of a password, or a function that takes one. */

const named = String.raw`(?:password|passwd|passwort|kennwort|passphrase|pwd)`
/** A literal that is the whole of a value, with what languages put before its quote. */
const literal = (atLeast: number): string =>
  String.raw`(?:[@$NLbrfu]{1,2})?["'\x60](?<written>[^"'\x60\s\\]{${atLeast},100})["'\x60]`
/** Nothing is put behind the literal by code. */
const whole = String.raw`(?!\s*(?:[+?%\[&]|\.(?!toCharArray|encode)|\|\|))`

/** `password = "…"`, `'password' => '…'`, `Password: "…"`, `config["password"] = "…"`, `String password := "…"`. */
export const passwordSet = String.raw`${named}\d{0,2}(?<![A-Za-z]{60})["']?\]?\s{0,20}(?::\s?(?:str|string|String)\s?)?(?:=>|:=|[=:](?![=>]))\s{0,20}${literal(3)}${whole}`

/** `put("db.password", "…")`, `define('DB_PASSWORD', '…')`. */
export const passwordPut = String.raw`(?:\.(?:put|putIfAbsent|set|setProperty|addProperty|addDataSourceProperty|add|addToEnvironment|UseSetting)|\b(?:define|putenv|setenv|SetEnvironmentVariable|Setenv))\s?\(\s?["'][\w.:-]{0,60}${named}["']\s?,\s?${literal(3)}\s?[,)]`

/** `setPassword("…")`, `.password("…")`. */
export const passwordHanded = String.raw`(?:\bset\w{0,20}Password|\.(?:with)?password|\bSet\w{0,20}Password)\s?\(\s?${literal(3)}\s?(?:\)|\.toCharArray)`

/** An argument before that of the password. */
const argument = String.raw`(?:[@N]?"[^"\n]{0,300}"|[N]?'[^'\n]{0,300}'|[^,()"'\n]{1,200}(?:\([^()\n]{0,100}\)[^,()"'\n]{0,60})?)\s{0,40},\s{0,40}`
const nobody = String.raw`(?!["'](?:anonymous|ftp|guest)["'])`
const takes = (functions: string, before: number): string =>
  String.raw`(?:${functions})\s?\(\s{0,40}(?:${argument}){${before - 1}}${nobody}${argument}${literal(2)}${whole}`

/** Functions that take a user and a password, by how many arguments stand before the password. */
export const passwordTaken = [
  takes(
    String.raw`\bNetworkCredential|\bPasswordAuthentication|\bHTTPBasicAuth|\bSetBasicAuth|\bUsernamePasswordCredentials|\bSqlCredential|\.login|\boci_(?:p|new_)?connect|\boci_?logon|\bcx_Oracle\.connect|\boracledb\.connect|\bOCI8\.new|\.createConnection|\.basic_auth`,
    1,
  ),
  takes(
    String.raw`\bDriverManager\.getConnection|\bmysqli?_p?connect|\bnew\s+mysqli|\bnew\s+PDO|\bodbc_p?connect|\bmssql_p?connect|\bsybase_p?connect|\bsqlsrv_p?connect|\bi?base_p?connect|\bifx_p?connect|\bdb2_p?connect|\bftp_login|\bldap_bind|\bssh2_auth_password|\bimap_open|\bftplib\.FTP(?:_TLS)?|\bNet::(?:FTP|SFTP|SSH)\.(?:open|new|start)|\bDBI\.connect|\b(?:MySQLdb|pymysql)\.connect|\bsmtp\.PlainAuth|\bMysql2?\.(?:new|real_connect)`,
    2,
  ),
  takes(String.raw`\bmysqli_real_connect`, 3),
  // Oracle's clients take both in one text.
  String.raw`\b(?:cx_Oracle|oracledb)\.connect\s?\(\s?["'][A-Za-z]\w{0,30}\/(?<written>[^\s/@"']{1,100})@`,
  // nodemailer and others: `{user: 'clerk', pass: '…'}`.
  String.raw`\buser(?:name)?["']?\s{0,4}[:=]\s{0,4}[^,\n]{1,200},\s{0,40}["']?pass["']?\s{0,4}[:=]\s{0,4}${literal(3)}${whole}`,
  String.raw`\bauth\s?=\s?\(\s?["'][^"'\n]{1,100}["']\s?,\s?${literal(2)}\s?\)`,
] as const

/** What scripts of PowerShell set and give. */
export const passwordOfPowerShell = [
  String.raw`\$(?:\w+:)?\w{0,60}(?:password|passwd|passwort|kennwort|pwd|(?:\b|_|(?<=[a-z])(?=P))(?:pass|pw))\s?=\s?["'](?<written>[^"'\s]{3,100})["']${whole}`,
  String.raw`\bConvertTo-SecureString\b(?=[^\n|]{0,300}-AsPlainText)[^\n|]{0,200}?["'](?<written>[^"'\s]{2,100})["']`,
  String.raw`\bConvertTo-SecureString\b(?=[^\n|]{0,300}-AsPlainText)[ \t]+(?:-String[ \t]+)?(?![-"'$(])(?<written>[^\s"'|)]{2,100})`,
  String.raw`(?<=\s)-\w{0,20}Password[ \t:]+["'](?<written>[^"'\s]{2,100})["']`,
  String.raw`(?<=\s)-\w{0,20}Password[ \t:]+(?![-"'$(@])(?<written>[A-Za-z0-9][^\s"'|;)}]{1,100})`,
  String.raw`\bPSCredential\s?\(\s?[^,()\n]{1,100},\s?\(?\s?["'](?<written>[^"'\s]{2,100})["']`,
] as const
