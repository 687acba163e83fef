import {owner} from './short-names.ts'

/** Users and passwords in jobs and commands of mainframes and of IBM i; `at` is the place. */

/** `PASSWORD=` on the card of a job, or on those that it goes on with. */
export const signsOnCards =
  /\bPASSWORD=[A-Z@#$(](?<=^\/\/\S{1,8}[ ]+JOB[ ](?:[^\n]{0,80},[^\n]{0,20}\n\/\/[ ]+){0,12}[^\n]{0,80})/gm

/** What a card gives a symbol, a parameter of a procedure or of a program. */
const onCard = String.raw`(?:PASSWORD|PASSWD|PASSWRD|PSWD|PWD|(?<=[ ,(/'.;](?:${owner.toUpperCase()})?)(?:PASS|PSW|PW))=(?<=^\/\/[^*\n][^\n]{0,80})`
export const passwordOfCard = [
  String.raw`${onCard}(?<written>[A-Z0-9@#$]{2,40})(?![A-Z0-9@#$&.(])`,
  String.raw`${onCard}'(?<written>[^'\n&]{2,40})'`,
] as const

/** Operands of commands of TSO, RACF and IDCAMS, and of IBM i. */
export const passwordOperand = String.raw`\b(?:PASSWORD|RMTPWD|RMTPASSWORD|PWD|PASSWD|MASTERPW|CONTROLPW|UPDATEPW|READPW|NEWPASSWORD|NEWPASS|PASSPHRASE)\(\s*["']?(?<written>[^\s'"()&*,]{2,64})["']?\s*\)`

/** Variables of CL, CLIST and REXX. */
export const passwordOfCl = [
  String.raw`\bCHGVAR\s+(?:VAR\(\s*)?&\w{0,8}(?:PASSWORD|PASSWD|PSWD|PASS|PWD|PW)\s*\)?\s+(?:VALUE\(\s*)?'(?<written>[^'\s]{2,64})'`,
  String.raw`\bDCL\s+(?:VAR\(\s*)?&\w{0,8}(?:PASSWORD|PASSWD|PSWD|PASS|PWD|PW)\s*\)?[^\n+-]{0,80}\bVALUE\(\s*'?(?<written>[^'\s)]{2,64})`,
] as const
export const passwordOfClist = String.raw`^[ \t]*SET[ \t]+&?\w{0,8}(?:PASSWORD|PASSWD|PSWD|PASS|PWD|PW)[ \t]*=[ \t]*'?(?<written>[^\s'&]{2,64})'?[ \t]*(?:\d{8})?[ \t]*\r?$`
export const passwordOfRexx = String.raw`(?<![\w.])(?:\w{1,30}[_.])?\w{0,20}(?:password|passwd|pswd|pass|pwd|pw)\s*=\s*["'](?<written>[^"'\s]{2,64})["'](?![ \t]*(?:\|\||[\w(]|,[ \t]*\r?\n[ \t]*\|\|))`

const named = '(?:password|passwd|pswd|pwd)'
const literal = String.raw`'(?<written>[^'\s]{2,64})'`
/** Declarations and statements of PL/I and RPG; not what is compared. */
export const passwordOfPliAndRpg = [
  String.raw`${named}\b[^\n;]{0,80}\bin(?:it|z)\s*\(\s*${literal}`,
  String.raw`\bEXEC\s+SQL\s+CONNECT\b[^;]{0,300}?\b(?:IDENTIFIED\s+BY|USING)\s+'(?<written>[^'\s]{1,64})'`,
  String.raw`\bdcl-c\s+\w{0,40}${named}\s+(?:const\s*\(\s*)?${literal}`,
  String.raw`${named}\s+C\s+(?:const\s*\(\s*)?${literal}`,
  String.raw`(?:^|;|\bthen\b|\belse\b|\beval(?:\([a-z]\))?)\s{0,80}[\w@#$.]{0,40}?${named}\s*=\s*${literal}(?=\s*(?:;|\r?$))`,
] as const

const verbs =
  'user|pass|open|cd|lcd|put|get|mput|mget|send|recv|binary|bin|ascii|asc|ebcdic|quit|bye|close|site|locsite|quote|literal|type|dir|ls|mode|struct|sendsite|sendport|cdup|pwd|rename|delete|mkdir|rmdir|append|status|prompt|cwd|cc|debug|help|passive|trace|tso|verbose|ver|block|compress|record|stream|sunique|runique|dump|auth|prot|ccc|clear|private|safe|protect|lpwd|lmkdir|exit|noop|stat|syst|system|allo|acct|account|proxy|feature|opts|glob|hash|echo|anonymous|namefmt|sub|set'
const word = String.raw`[ \t]*(?!(?:${verbs})\b)[^\s&%/@;*][^\s&%]*[ \t]*(?:[ \t]\d{8})?\r?\n`
const secret = String.raw`[ \t]*(?!(?:${verbs})\b)(?<written>[^\s&%/@;*][^\s&%]*)[ \t]*(?:[ \t]\d{8})?\r?\n`
/** Where the client goes, which its first line says where no parameter does. */
const toMachine = String.raw`[ \t]*(?:open[ \t]+[\w.-]+|[\w-]+(?:\.[\w-]+)+)(?:[ \t]+\d+)?[ \t]*(?:[ \t]\d{8})?\r?\n`
const machine = String.raw`(?:${word}(?=${word}${word})|${toMachine})?`
const signOn = [
  `${word}${secret}`,
  String.raw`[ \t]*user[ \t]+[^\s&%]+[ \t]+(?!\d{8}[ \t]*\r?\n)(?<written>[^\s&%]+)`,
  String.raw`[ \t]*user[ \t]+[^\s&%]+[ \t]*(?:\d{8})?[ \t]*\r?\n[ \t]*pass[ \t]+(?<written>[^\s&%]+)`,
] as const
/** Both on one line, behind a machine: `clerk hunter2`. */
const onOneLine = String.raw`${toMachine}(?<at>[ \t]*(?!(?:${verbs})\b)[A-Za-z@#$][\w@#$\\.-]*[ \t]+(?!\(|\d{8}[ \t]*\r?\n)(?<written>[^\s&%()]+)[ \t]*(?:[ \t]\d{8})?\r?$)`
const stream = String.raw`^//\S*[ ]+EXEC[ ]+(?:[A-Z]+=[^\s,]*,)*(?:PGM=)?FTPC?\b[^\n]*\n(?:(?://[^\n]*|[ \t]*)\n){0,40}?//\S*[ ]+DD[ ]+(?:\*|DATA\b)[^\n]*\n`

/** What FTP is told first in the stream of a job: a machine, a user and a password, or the commands of the same names. */
export const passwordOfFtp = [
  ...signOn.map((one) => `${stream}${machine}(?<at>${one})`),
  `${stream}${onOneLine}`,
  // Whatever runs the client, a line opens the machine.
  String.raw`^//\S*[ ]+DD[ ]+(?:\*|DATA\b)[^\n]*\n(?:[ \t]*(?!open\b|//)[^\n]{0,80}\n){0,3}(?=[ \t]*open[ \t])${onOneLine}`,
] as const

const ftpWord = String.raw`[ \t]*(?!(?:${verbs})\b)[^\s%&<][^\s%&]*[ \t]*`
/** Of files of commands for FTP; on IBM i the user and the password are their first line. */
export const passwordOfFtpScript = [
  String.raw`^[ \t]*(?:(?:quote|literal)[ \t]+)?(?:user[ \t]+[^\s%&]+|pass)[ \t]+(?<written>[^\s%&]+)`,
  String.raw`^[ \t]*open[ \t]+\S+[ \t]*\d*[ \t]*\r?\n${ftpWord}\r?\n(?<at>(?<written>${ftpWord})(?:\r?\n|$))`,
  String.raw`(?:(?<![\s\S])\s*|^[ \t]*open[ \t]+\S+[ \t]*\d*[ \t]*\r?\n)(?<at>[ \t]*(?!(?:${verbs})\b)[A-Za-z][\w\\.-]*[ \t]+(?<written>[^\s%&<>=()]+)[ \t]*(?:\r?\n|$))`,
] as const
