import {type BlockerRule, files} from '../blocker-rule.ts'
import {passwordsOfFtp, signsOnCards} from '../sign-on-cards.ts'

/** A name that ends as one of a password does; what describes one (`PASSWORD-MSG`, `PasswordChar`) does not. */
const secretName = String.raw`\b[\w-]{0,40}(?:password|passwd|passwort|pwd)\d{0,2}`
/** What is no password in a literal: nothing, a word for one, marks, a placeholder. */
const noValue = String.raw`(?!(?:user ?)?(?:password|passwd|pass|pwd|true|false|none|null|yes|no)\b)(?=[^\s"'<>{}%&@:]*[A-Za-z0-9])(?![<{%&@:*?$])`
/** Of a connection string: who signs in, and by what. What is put together by code has no value behind the sign. */
const beside = String.raw`\b(?:uid|user ?id|dsn|provider|server|data source|driver|database|initial catalog|dbq|jet oledb:[\w ]{3,40}|persist security info)\s?=`
const value = String.raw`\s?=\s?${noValue}[^\s;"'{}%<>*?&@:]`
const connection = (quote: string): RegExp =>
  new RegExp(
    `${quote}(?![^${quote}\\n]{0,500}\\b(?:select|insert|update|delete|where)\\b)(?=[^${quote}\\n]{0,500}${beside})[^${quote}\\n]{0,500}?(?:\\b(?:password|pwd)${value}|\\b(?:uid|user ?id)\\s?=\\s?(?!\\s|sspi\\b)${noValue}[^\\s;"'{}%<>*?&@:]+;)|${quote}(?:ms access)?;\\s?pwd${value}`,
    'gi',
  )
const sqlClients = String.raw`\b(?:sqlcmd|SQLCMD|osql|OSQL|isql|ISQL|bcp|BCP)(?:\.exe)?[ \t][^\n|&]{0,300}?[ \t][-/]P[ \t]?(?![-/])["']?[^\s%$"'-]|\b(?:sqlplus|SQLPLUS)(?:\.exe)?[ \t]+(?:-\w+[ \t]+){0,3}["']?[A-Za-z]\w{0,30}/(?![@\s"'])[^\s@%$/"'&]+|\b(?:net|NET)[ \t]+(?:use|USE)\b[^\n]{0,300}[ \t]/(?:user|USER):[^\s%]+`

/** A password behind `-p` of PsExec, or in the address that WinSCP is told to open. */
const remoteClients = String.raw`\bpsexec(?:64)?(?:\.exe)?[ \t][^\n|&]{0,300}?[ \t][-/]p[ \t]+(?![-/])["']?[^\s%"']|\b(?:sftp|ftps?|scp|https?)://[^\s:@/%"]{1,100}:[^\s@%"/]{1,100}@|\b(?:winscp|pscp|plink|psftp)(?:\.(?:exe|com))?[ \t][^\n|&]{0,300}?[ \t][-/](?:password=|pw[ \t]+)["']?[^\s%"']`
/** In scripts for FTP: a user with a password beside it, or on lines of their own behind the machine. */
const ftpVerbs =
  '(?:user|pass|open|cd|lcd|put|get|mput|mget|send|recv|binary|bin|ascii|asc|ebcdic|quit|bye|close|site|quote|literal|type|dir|ls|mode|prompt|hash|passive|debug|delete|mdelete|mkdir|rename|append|status|verbose|glob|anonymous|echo)'
const ftpWord = String.raw`[ \t]*(?!${ftpVerbs}\b)[^\s%&<{][^\s%&]*[ \t]*`
const ftpScript = new RegExp(
  String.raw`^[ \t]*user[ \t]+[^\s%&]+[ \t]+[^\s%&]|^[ \t]*(?:(?:quote|literal)[ \t]+)?pass[ \t]+[^\s%&]|^[ \t]*open[ \t]+\S+[ \t]*\d*[ \t]*\r?\n${ftpWord}\r?\n(?<at>${ftpWord}(?:\r?\n|$))`,
  'dgim',
)

/** Of connection strings, constants, sign-ons and commands; the place alone is told, never what stands there. */
export const hardCodedCredentials: BlockerRule = {
  id: 'hard-coded-credentials',
  patterns: [
    {files: files.basic, finds: connection('"'), isCode: true},
    {
      files: files.basic,
      finds: new RegExp(
        `^[^'"\\n]{0,100}${secretName}\\$?\\s+(?:As\\s+String\\s+)?=\\s+"${noValue}[^"\\s]{3,}"|\\bConst\\s+\\w{0,40}(?:user_?(?:name|id)|uid|login)\\s+(?:As\\s+String\\s+)?=\\s+"(?!\\w*(?:user|login|name|uid)\\w*")${noValue}[^"\\s]{2,}"`,
        'gim',
      ),
    },
    // ADO's Open takes who signs in, and by what, behind the connection.
    {files: files.basic, finds: /\.Open\s+[^\n,]{1,300},\s*"[^"\n]+"\s*,\s*"[^"\n]+"/gi, isCode: true},
    {files: files.pascal, finds: connection("'"), isCode: true},
    {files: files.pascalForms, finds: connection("'")},
    {
      files: files.pascal,
      finds: new RegExp(
        `${secretName}\\s*(?::=|=)\\s*'${noValue}[^'\\s]{3,}'|'(?:password|pwd)'\\s*\\]\\s*:=\\s*'${noValue}[^'\\s]+'`,
        'gi',
      ),
      isCode: true,
    },
    {
      files: files.pascalForms,
      finds: new RegExp(`(?:^[ \\t]*password = '|'(?:password|pwd)=)${noValue}[^'\\s]+'`, 'gim'),
    },
    {files: files.powerBuilder, finds: new RegExp(`\\.(?:DBPass|LogPass)\\s*=\\s*["']${noValue}[^"'\\s]+["']`, 'gi')},
    {
      files: files.cobol,
      finds: new RegExp(
        `(?:PASSWORD|PASSWD|PSWD|PWD)\\s+PIC(?:TURE)?\\s[^\\n.]{0,60}\\bVALUE\\s+(?:IS\\s+)?(["'])${noValue}[^"'\\s]{3,}\\1|\\bMOVE\\s+(["'])${noValue}[^"'\\s]{3,}\\2\\s+TO\\s+[A-Z0-9-]{0,30}(?:PASSWORD|PASSWD|PSWD|PWD)(?![A-Z0-9-])`,
        'gi',
      ),
    },
    {
      files: /\.(?:dtsx|conmgr|dtsconfig|rdl|rdlc|rds)$/i,
      finds: new RegExp(
        `\\b(?:password|pwd)${value}|<(?:\\w+:)?(?:Server)?Password\\b(?![^>]*\\bEncrypted="1")[^>]*>\\s*[^<\\s]`,
        'gi',
      ),
    },
    {files: files.accessDatabases, finds: /"hasPassword":true/g},
    {files: files.jcl, finds: signsOnCards},
    {files: files.jcl, finds: passwordsOfFtp},
    {
      files: files.sql,
      finds: /\bIDENTIFIED\s+BY\s+(?!VALUES\b)(?:"[^"&\n]+"|'[^'&:|\n]+'|[A-Za-z]\w*)/gi,
      isCode: true,
    },
    {
      files: files.sql,
      finds: new RegExp(
        `(?:\\bWITH\\s+PASSWORD|@(?:rmt)?password)\\s*=\\s*N?'${noValue}[^'\\n]+'|${secretName}\\s+(?:constant\\s+)?n?varchar2?\\s*(?:\\(\\d+\\)\\s*)?(?::=|default)\\s*'${noValue}[^'\\s]{3,}'|${secretName}\\s*:=\\s*'${noValue}[^'\\s]{3,}'`,
        'gi',
      ),
      isCode: true,
    },
    {files: files.batch, finds: new RegExp(sqlClients, 'g')},
    {files: files.batch, finds: new RegExp(remoteClients, 'gi')},
    // Commands that a script writes for FTP.
    {files: files.batch, finds: /^[ \t]*@?echo[ \t]+user[ \t]+[^\s%&>]+[ \t]+[^\s%&>][^\n]*>/gim},
    {files: /\.ftp$/i, finds: ftpScript},
    {
      files: files.foxPro,
      finds:
        /\bSQLCONNECT\s*\(\s*["'[][^"'\]\n]*["'\]]\s*,\s*["'[][^"'\]\n]+["'\]]\s*,\s*["'[](?=[^"'\]\n]*[A-Za-z0-9])[^"'\]\n]+["'\]]/gi,
      isCode: true,
    },
    {files: files.foxPro, finds: connection('"'), isCode: true},
    {files: files.foxPro, finds: connection("'"), isCode: true},
    {
      files: files.foxPro,
      finds: new RegExp(`${secretName}\\s*=\\s*(["'])${noValue}[^"'\\s]{3,}\\1`, 'gi'),
      isCode: true,
    },
    {
      files: files.cl,
      finds: /\b(?:PASSWORD|RMTPWD|PWD|RMTPASSWORD)\(\s*(?![*&])'?[^\s')*&(]/gi,
      isCode: true,
    },
    {
      files: files.batch,
      finds: /^[ \t]*@?set[ \t]+"?\w{0,40}(?:PASSWORD|PASSWD|PWD)=(?![\s"]|$|[^\r\n]*%)[^\s"]{3,}/gim,
    },
    {files: files.shell, finds: new RegExp(sqlClients, 'g')},
    {
      files: /\.ini$/i,
      finds: new RegExp(
        `^[ \\t]*[\\w .-]{0,40}(?:password|passwd|passwort|passphrase|pwd|pass)\\d{0,2}[ \\t]*=[ \\t]*"?${noValue}[^\\s"%<{]{3,}|^[^=;#[\\n]{1,100}=[^\\n]{0,500}?[;"][ \\t]*(?:password|pwd)${value}`,
        'gim',
      ),
    },
  ],
}
