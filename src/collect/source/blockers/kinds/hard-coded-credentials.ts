import {describesInterface} from '../../scan-text.ts'
import {wordsForPeople} from '../../words-for-people.ts'
import {type BlockerPattern, type BlockerRule, files} from '../blocker-rule.ts'
import {literalsOfItem, passwordOfItem, signOnOfProgram} from '../sign-ons/cobol.ts'
import {
  passSet,
  passwordHanded,
  passwordOfPowerShell,
  passwordOfProperty,
  passwordPut,
  passwordSet,
  passwordTaken,
} from '../sign-ons/code.ts'
import {ftpSignOn, passwordOfCommand} from '../sign-ons/commands.ts'
import * as jobs from '../sign-ons/jobs.ts'
import * as settings from '../sign-ons/settings.ts'
import {
  identifiedBy,
  passwordOfConnect,
  passwordOfPackageCode,
  passwordOfSql,
  passwordOfUser,
  signOnOfSqlPlus,
} from '../sign-ons/sql.ts'
import {passwordOfAddress, passwordOfConnection} from '../sign-ons/texts.ts'

type How = Omit<BlockerPattern, 'files' | 'finds'>

/** Patterns for files of some kind, each of which has the group `written`. */
function all(kind: RegExp, flags: string, finds: readonly string[], how: How = {}): readonly BlockerPattern[] {
  return finds.map((one) => ({files: kind, finds: new RegExp(one, flags), ...how}))
}

/** Languages of today; Visual Basic .NET is with those before it. */
const today = /\.(?:java|kt|groovy|scala|jspx?|cs|cshtml|aspx|asax|ascx|fs|[cm]?[jt]sx?|php|phtml|inc|py|rb|rake|go)$/i
const desktop = /\.(?:vb|bas|cls|frm|ctl|dsr|pag|dob|vbs|asp|asa|pas|dpr|dpk|lpr|pp|prg|qpr|mpr|spr|sct|vct|sc2|vc2)$/i
const secretName = String.raw`\b[\w-]{0,40}(?:password|passwd|passwort|pwd)\d{0,2}`
const inQuotes = (quote: string, atLeast: number): string =>
  String.raw`${quote}(?<written>[^${quote}\s]{${atLeast},100})${quote}`

/** What every name of a password has. */
const mark = /passw|passphrase|kennwort|pwd|pswd/i

/** And every shorter one. */
const shortMark = /pass/i

const addresses = (kind: RegExp, how: How = {}): readonly BlockerPattern[] =>
  passwordOfAddress.flatMap(({mark: own, finds}) => all(kind, 'gi', [finds], {...how, mark: own}))

const ofToday: readonly BlockerPattern[] = [
  ...all(today, 'gi', [passwordSet, passwordPut], {notIn: wordsForPeople, mark}),
  ...all(today, 'gi', passSet, {notIn: wordsForPeople, mark: shortMark}),
  ...all(/\.(?:java|kt|groovy|scala|jspx?|cs|vb|fs|cshtml|aspx)$/i, 'gi', [passwordHanded], {mark}),
  ...all(/\.(?:cs|cshtml)$/i, 'gi', [passwordOfProperty], {mark}),
  ...passwordTaken.flatMap(({files: kind, mark: own, finds}) => all(kind, 'gi', finds, {mark: own})),
  ...all(today, 'gi', [passwordOfConnection], {isText: true, mark}),
  ...passwordOfAddress.flatMap(({code = today, mark: own, finds}) =>
    all(code, 'gi', [finds], {isText: true, mark: own}),
  ),
  ...all(files.powershell, 'gi', [passwordOfConnection], {mark}),
  ...all(files.powershell, 'gi', passwordOfPowerShell),
  ...addresses(files.powershell),
]

/** Values in descriptions of interfaces are examples. */
const within = (code: string): string => (describesInterface(code) ? '' : code)

const ofSettings: readonly BlockerPattern[] = [
  ...all(files.settings, 'gim', [settings.passwordOfKey], {notIn: wordsForPeople, within, mark}),
  ...all(files.settings, 'gim', [settings.passOfKey], {notIn: wordsForPeople, within, mark: shortMark}),
  ...all(files.jsonSettings, 'gi', passSet, {mark: shortMark}),
  ...all(files.terraform, 'gim', [settings.passOfKey], {mark: shortMark}),
  ...all(/\.ya?ml$/i, 'gim', [settings.passwordOfBlock], {notIn: wordsForPeople, within, mark}),
  ...all(files.settings, 'gi', [settings.passwordOfVariable], {mark: shortMark}),
  ...all(/\.ya?ml$/i, 'gi', [settings.passwordOfImageName], {
    mark: /(?:image|repository)["']?[ \t]*[:=][^\n@]{3,200}@/i,
  }),
  ...all(files.settings, 'gi', [passwordOfConnection], {mark}),
  ...all(files.jsonSettings, 'gi', [passwordSet, passwordOfConnection], {mark}),
  ...all(files.terraform, 'gim', [settings.passwordOfKey, settings.passwordOfTerraform], {mark}),
  ...all(files.xml, 'gi', settings.passwordOfXml, {
    notIn: wordsForPeople,
    mark: /passw|passphrase|kennwort|pwd|pswd|="%%/i,
  }),
  ...all(files.xml, 'gi', [passwordOfConnection], {mark}),
  ...[files.settings, files.jsonSettings, files.terraform, files.xml].flatMap((kind) =>
    addresses(kind, {notIn: wordsForPeople, within}),
  ),
  ...all(/\.ini$/i, 'gim', [settings.passwordOfIni, passwordOfConnection], {notIn: wordsForPeople}),
  ...all(files.images, 'gim', [settings.passwordOfImage], {mark: shortMark}),
  ...all(files.packages, 'gi', [...settings.passwordOfPackage, passwordOfConnection], {mark}),
]

/** Tasks of Windows have a program and its arguments apart. */
const oneCommand = (code: string): string =>
  code.replace(/"?<\/Command>\s{0,200}<Arguments>/gi, (between) => ' '.repeat(between.length))

/** Steps of pipelines, and what containers run. */
const commandsInYaml =
  /^[ \t]*(?:-[ \t]+)?["']?(?:run|(?:\w+_)?script|bash|pwsh|powershell|command|args|entrypoint|inlineScript|commands)["']?:/im

const ofCommands: readonly BlockerPattern[] = [
  ...all(files.batch, 'g', passwordOfCommand),
  ...all(files.shell, 'g', passwordOfCommand),
  ...all(files.powershell, 'g', passwordOfCommand),
  ...all(files.schedules, 'g', passwordOfCommand, {within: oneCommand, mark: /CMDLINE|<Command>/}),
  ...all(files.images, 'g', passwordOfCommand, {mark: /^[ \t]*RUN\b/im}),
  ...addresses(files.images),
  ...all(files.pipelines, 'g', passwordOfCommand),
  ...addresses(files.pipelines),
  ...addresses(files.packageLists),
  ...all(/\.ya?ml$/i, 'g', passwordOfCommand, {notIn: wordsForPeople, within, mark: commandsInYaml}),
  ...addresses(files.batch),
  ...addresses(files.shell),
  ...all(files.shell, 'gi', [passwordOfConnection], {mark}),
  ...all(files.batch, 'gim', [
    settings.passwordOfBatch,
    // Commands that a script writes for FTP.
    String.raw`^[ \t]*@?echo[ \t]+${ftpSignOn}[^\n>]*>`,
    String.raw`^[ \t]*@?>+[ \t]*\S+[ \t]+echo[ \t]+${ftpSignOn}`,
    String.raw`^[ \t]*@?echo[ \t]+open[ \t]+[^\n>]{1,100}>[^\n]*\n[ \t]*@?echo[ \t]+(?!user\b)[^\s>%]+[ \t]*>>[^\n]*\n[ \t]*@?echo[ \t]+(?<written>[^\s>%]{2,60})[ \t]*>>`,
  ]),
  ...all(files.shell, 'gi', [
    settings.passwordOfShell,
    settings.passwordByDefault,
    String.raw`\bs?ftp\b[^\n|;]{0,200}<<[^\n]{1,60}\n(?:[^\n]{0,200}\n){0,6}?[ \t]*${ftpSignOn}`,
  ]),
  ...all(/\.ftp$/i, 'dgim', jobs.passwordOfFtpScript),
]

const ofMainframe: readonly BlockerPattern[] = [
  {files: files.jcl, finds: jobs.signsOnCards},
  ...all(files.jcl, 'gm', jobs.passwordOfCard, {mark: /PASS|PSWD|PWD|PS?W=/}),
  ...all(files.jcl, 'dgim', jobs.passwordOfFtp, {mark: /\bFTP|^[ \t]*open[ \t]/im}),
  ...all(files.jcl, 'g', [jobs.passwordOperand], {mark: /PASSWORD|PWD|PASSWD|PASS|PW\(/}),
  ...all(files.jcl, 'gi', [passwordOfConnect], {mark: /\bCONNECT\s+TO\b/i}),
  ...all(files.cobol, 'gi', passwordOfItem, {mark: /PASS|PSWD|PWD|-PW\s/i}),
  ...all(files.cobol, 'gi', signOnOfProgram, {
    given: literalsOfItem,
    mark: /\b(?:SQL\s+CONNECT|SIGNON|CICS\s+VERIFY|CICS\s+CHANGE)\b/i,
  }),
  ...all(/\.(?:clist|rexx|rex|exec)$/i, 'gi', [jobs.passwordOperand]),
  ...all(files.clist, 'gim', [jobs.passwordOfClist]),
  ...all(files.rexx, 'gi', [jobs.passwordOfRexx]),
  ...all(files.cl, 'gi', [jobs.passwordOperand], {isCode: true}),
  ...all(files.cl, 'gi', jobs.passwordOfCl),
  ...all(/\.(?:pli|pl1|plinc|(?:sql)?rpg(?:le|38|36)?(?:inc)?)$/i, 'gim', jobs.passwordOfPliAndRpg),
]

const ofDesktop: readonly BlockerPattern[] = [
  ...all(desktop, 'gi', [passwordOfConnection], {isText: true, mark}),
  ...all(files.pascalForms, 'gi', [passwordOfConnection]),
  ...all(files.basic, 'gim', [
    String.raw`^[^'"\n]{0,100}${secretName}\$?\s+(?:As\s+String\s+)?=\s+${inQuotes('"', 3)}`,
  ]),
  // ADO's Open takes who signs in, and by what, behind the connection.
  ...all(files.basic, 'gi', [String.raw`\.Open\s+[^\n,]{1,300},\s*"[^"\n]+"\s*,\s*"(?<written>[^"\n]+)"`], {
    isCode: true,
  }),
  ...all(
    files.pascal,
    'gi',
    [
      String.raw`${secretName}\s*(?::=|=)\s*${inQuotes("'", 3)}(?!\s*\+)`,
      String.raw`'(?:password|pwd)'\s*\]\s*:=\s*${inQuotes("'", 1)}`,
    ],
    {isCode: true},
  ),
  ...all(files.pascalForms, 'gim', [
    String.raw`^[ \t]*password = ${inQuotes("'", 1)}`,
    String.raw`'(?:password|pwd)=(?<written>[^'\s]+)'`,
  ]),
  ...all(files.powerBuilder, 'gi', [
    String.raw`\.(?:DBPass|LogPass)\s*=\s*["'](?<written>[^"'\s]+)["']`,
    passwordOfConnection,
  ]),
  {files: files.accessDatabases, finds: /"hasPassword":true/g},
  ...all(
    files.foxPro,
    'gi',
    [
      String.raw`\bSQLCONNECT\s*\(\s*["'[][^"'\]\n]*["'\]]\s*,\s*["'[][^"'\]\n]+["'\]]\s*,\s*["'[](?<written>[^"'\]\n]+)["'\]]`,
      String.raw`\bCREATE\s+CONNECTION\b[^\n]{0,300}\bPASSWORD\s+["'](?<written>[^"'\n]{1,60})["']`,
      String.raw`${secretName}\s*=\s*["'](?<written>[^"'\s]{3,100})["']`,
    ],
    {isCode: true},
  ),
]

const signsOfSql = /passw|pwd|identified|openrowset|secret|sp_add|connect to/i

/** What code sends to a database to make a user, or to change who one is. */
const ofSqlInCode: readonly BlockerPattern[] = [
  ...all(files.code, 'gi', [identifiedBy], {isText: true, mark: /identified\s+by/i}),
  ...all(files.code, 'gi', passwordOfUser, {isText: true, mark}),
]

const ofSql: readonly BlockerPattern[] = [
  ...all(files.sql, 'gim', passwordOfSql, {isCode: true, mark: signsOfSql}),
  ...all(files.sql, 'gim', [signOnOfSqlPlus], {isCode: true, mark: /^conn/im}),
  ...all(files.sql, 'gim', passwordOfPackageCode, {isCode: true, mark}),
  ...all(files.sql, 'gi', [passwordOfConnection], {mark}),
  ...addresses(files.sql),
  ...all(files.sql, 'g', passwordOfCommand, {mark: /xp_cmdshell|\bCmdExec\b/i}),
]

/** Of connection strings, constants, sign-ons and commands; the place alone is told, never what stands there. */
export const hardCodedCredentials: BlockerRule = {
  id: 'hard-coded-credentials',
  patterns: [...ofToday, ...ofSettings, ...ofCommands, ...ofMainframe, ...ofDesktop, ...ofSqlInCode, ...ofSql],
}
