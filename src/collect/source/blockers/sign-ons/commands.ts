/** Users and passwords that commands are given: the same programs stand in shells, batch files and jobs of schedulers. */

/** What is given, with or without quotes; no switch. */
const given = String.raw`["']?(?<written>[^\s"'|&;<>()]{1,100})`
/** What may stand between a program and a switch, on the same line. */
const between = String.raw`(?:[ \t][^\n|;]{0,300}?)?[ \t]`
/** Names of programs are written in capitals too, but `-P` and `-p` are not the same. */
const anyCase = (text: string): string =>
  text.replace(/(?<!\\)[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
const ending = String.raw`(?:\.(?:exe|com|EXE|COM))?`
const switched = (programs: string, switches: string): string =>
  String.raw`(?<![\w-])(?:${anyCase(programs)})${ending}(?=[ \t])${between}(?:${switches})${given}`

/** Programs, with the switch that takes a password; these patterns mind capitals. */
export const passwordOfCommand = [
  switched('sqlcmd|osql|isql|bcp', String.raw`[-/]P(?!assword)[ \t]?(?![-/])`),
  switched('psexec(?:64)?|mongo(?:sh|dump|export|import|restore)?', String.raw`[-/]p[ \t]+(?![-/])`),
  switched('winscp|pscp|plink|psftp', String.raw`[-/](?:${anyCase('password=')}|pw[ \t]+)`),
  switched('mysql(?:dump|admin|import|show)?|mariadb(?:-dump)?', String.raw`-p(?![ \t"'=])`),
  switched(
    'mysql(?:dump|admin|import|show)?|mariadb(?:-dump)?|wget|svn|docker|mongo(?:sh|dump|export|import|restore)?|influx|tabcmd|bitsadmin|wmic|ncftp(?:put|get)?',
    String.raw`(?:--?|\/)(?:(?:ftp|http|proxy)-)?(?:password|passwd)(?:[=:]|[ \t]+(?!-))`,
  ),
  switched('sshpass', String.raw`-p[ \t]?`),
  switched('curl', String.raw`(?:-u|--user|-U|--proxy-user)[ \t]?["']?[^\s:"'$]{1,60}:`),
  switched('lftp', String.raw`(?:-u|user)[ \t]?["']?[^\s,"']{1,60}[, ]`),
  switched('smbclient|rpcclient', String.raw`(?:-U|--user)[ \t=]?["']?[^\s%"']{1,60}%`),
  switched('schtasks', anyCase(String.raw`\/rp[ \t]+(?!\/)`)),
  switched('cmdkey', anyCase('/pass:')),
  switched('ldap(?:search|add|modify|delete)', String.raw`-w[ \t]?(?!-)`),
  switched('redis-cli', String.raw`-a[ \t]+`),
  switched('keytool|jarsigner', String.raw`-(?:store|key)pass[ \t]+(?!-)`),
  switched('db2', String.raw`connect[ \t]+to[ \t]+\S+[ \t]+user[ \t]+\S+[ \t]+using[ \t]+`),
  switched('htpasswd', String.raw`-\w{0,3}b\w{0,3}[ \t]+\S+[ \t]+\S+[ \t]+`),
  String.raw`\b${anyCase('sqlplus')}${ending}[ \t]+(?:-\w+[ \t]+(?:[\d.]+[ \t]+)?){0,3}["']?[A-Za-z]\w{0,30}\/(?<written>[^\s@"'&|;/]{1,100})`,
  switched(
    'sqlldr|exp|imp|expdp|impdp|rman',
    String.raw`(?:userid=|target[ \t]+|)["']?[A-Za-z]\w{0,30}\/(?=[^\s@"'/]+(?:@|["'\s]|$))`,
  ),
  String.raw`\b${anyCase('net')}${ending}[ \t]+${anyCase('use')}[ \t]+(?:[A-Za-z*]:?[ \t]+)?["']?\\\\[^\s"']{1,200}["']?[ \t]+(?![-/])${given}`,
  String.raw`\b${anyCase('net')}${ending}[ \t]+${anyCase('user')}[ \t]+(?!\/)\S+[ \t]+(?![-/])${given}`,
  String.raw`\becho[ \t]+["']?(?:[\w.-]{1,40}:)?(?<written>[^\s"':]{3,100})["']?[ \t]*\|[ \t]*(?:sudo[ \t]+(?:-\w+[ \t]+)*-S|(?:sudo[ \t]+)?chpasswd|passwd[ \t]+--stdin)\b`,
] as const

/** A user with a password on one line, or a password on one of its own: what FTP is told. */
export const ftpSignOn = String.raw`(?:quote[ \t]+|literal[ \t]+)?(?:user[ \t]+[^\s$%&<]+[ \t]+(?!(?:\d{8})?[ \t]*\r?$)|pass[ \t]+)["']?(?<written>[^\s"'>|&]{1,100})`
