/** Users and passwords in jobs; `at` is the place. */

/** `USER=` and `PASSWORD=` on the card of a job, or on those that it goes on with. */
export const signsOnCards =
  /\b(?:USER|PASSWORD)=[A-Z@#$(](?<=^\/\/\S{1,8}[ ]+JOB[ ](?:[^\n]{0,80},[^\n]{0,20}\n\/\/[ ]+){0,12}[^\n]{0,80})/gm

/** What FTP is told first: a machine, a user and a password, or the commands of the same names. */
const verbs = 'user|pass|open|cd|lcd|put|get|mput|mget|binary|ascii|ebcdic|quit|close|site|locsite|type|dir|ls|mode'
const word = String.raw`[ \t]*(?!(?:${verbs}|anonymous)\b)[^\s&%/@][^\s&%]*[ \t]*(?:[ \t]\d{8})?\r?\n`
const machine = String.raw`(?:${word}(?=${word}${word})|[ \t]*(?:open[ \t]+)?[\w-]+(?:\.[\w-]+)+(?:[ \t]+\d+)?[ \t]*(?:[ \t]\d{8})?\r?\n)?`
export const passwordsOfFtp = new RegExp(
  String.raw`^//\S*[ ]+EXEC[ ]+(?:[A-Z]+=[^\s,]*,)*PGM=FTPC?\b[^\n]*\n(?:(?://[^\n]*|[ \t]*)\n){0,40}?//\S*[ ]+DD[ ]+\*[^\n]*\n${machine}(?<at>${word}${word}|[ \t]*(?:user[ \t]+[^\s&%]+[ \t]+[^\s&%]|user[ \t]+[^\s&%]+\s*\n[ \t]*pass[ \t]+[^\s&%]))`,
  'dgim',
)
