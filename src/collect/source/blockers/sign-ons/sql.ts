/** Passwords in statements of SQL and of the clients that run them. */

const argument = String.raw`(?:@\w+\s?=\s?)?(?:N?'[^'\n]*'|[\w@.]+)\s*,\s*`
const literal = String.raw`(?:@\w+\s?=\s?)?N?'(?<written>[^'\n]{1,128})'`

/** Of Db2, in its clients and in streams of jobs as well. */
export const passwordOfConnect = String.raw`\bCONNECT\s+TO\s+\S{1,60}\s+USER\s+\S{1,60}\s+USING\s+(?!:)["']?(?<written>[^\s"';]{1,100})`

/** With quotes around the password, which texts of code have too. */
export const identifiedBy = String.raw`\bIDENTIFIED\s+BY\s+(?!VALUES\b|PASSWORD\b)(?:["'](?<written>[^"'\n|]{1,128})["'])`

/** The same of other products. */
export const passwordOfUser = [
  String.raw`\bPASSWORD\s*=\s*N?'(?<written>[^'\n]{1,128})'(?<=\b(?:LOGIN|USER|ROLE|WITH|BY|OLD_PASSWORD)\b[^;]{0,300})`,
  String.raw`\b(?:USER|ROLE)\s+\S{1,100}\s+(?:WITH\s+)?(?:(?:ENCRYPTED|LOGIN|SUPERUSER|CREATEDB)\s+){0,3}PASSWORD\s+'(?<written>[^'\n]{1,128})'`,
] as const

export const passwordOfSql = [
  identifiedBy,
  ...passwordOfUser,
  String.raw`\bIDENTIFIED\s+BY\s+(?!VALUES\b|PASSWORD\b)(?<written>[A-Za-z]\w{0,60})`,
  String.raw`@(?:rmt|login|new)?_?(?:password|passwd|pwd)\s*=\s*N?'(?<written>[^'\n]{1,128})'`,
  String.raw`\bSET\s+PASSWORD\b[^;=\n]{0,100}=\s*(?:PASSWORD\s*\(\s*)?'(?<written>[^'\n]{1,128})'`,
  String.raw`\bSECRET\s*=\s*N?'(?<written>[^'\n]{1,256})'(?<=\bCREDENTIAL\b[^;]{0,400})`,
  // By place: the last argument of those that are told.
  String.raw`\bsp_addlinkedsrvlogin\s+(?:${argument}){4}${literal}`,
  String.raw`\bsp_add(?:login|remotelogin|approle)\s+${argument}${literal}`,
  String.raw`\bsp_password\s+${argument}${literal}`,
  String.raw`\bOPENROWSET\s*\(\s*N?'[^'\n]*'\s*,\s*N?'[^'\n]*'\s*;\s*N?'[^'\n]*'\s*;\s*N?'(?<written>[^'\n]{1,128})'`,
  passwordOfConnect,
] as const

/** Of SQL*Plus. */
export const signOnOfSqlPlus = String.raw`^conn(?:ect)?[ \t]+["']?[A-Za-z]\w{0,30}\/(?<written>[^\s@"'/;]{1,100})(?:@\S+)?[ \t]*;?[ \t]*\r?$`

/** What packages give a name of a password. */
export const passwordOfPackageCode = [
  String.raw`(?:password|passwd|passwort|pswd|pwd)\d{0,2}\s*=>\s*N?'(?<written>[^'\s]{3,100})'(?!\s*\|\|)`,
  String.raw`(?:password|passwd|passwort|pwd)\d{0,2}\s+(?:constant\s+)?n?varchar2?\s*(?:\(\d+\)\s*)?(?::=|default|=)\s*N?'(?<written>[^'\s]{3,100})'`,
  String.raw`(?:password|passwd|passwort|pwd)\d{0,2}\s*:=\s*'(?<written>[^'\s]{3,100})'`,
] as const
