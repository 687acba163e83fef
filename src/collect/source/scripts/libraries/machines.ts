import {machineNamed} from '../../languages/connections.ts'
import {notifyAddress} from '../../languages/notify-address.ts'
import {type FactMaker, mailUse, programRun, settingRead} from '../../languages/library.ts'
import {alike, every, fileAt, httpSaid, literalOf, localFile, scheduled, server, smtp} from '../makers.ts'
import type {ScriptLibrary, ScriptType} from '../script-library.ts'

const reads = 'readFile readFileSync createReadStream opendir'
const writes =
  'writeFile writeFileSync appendFile appendFileSync createWriteStream outputFile outputFileSync writeJson writeJsonSync outputJson'
const fs: ScriptType = {
  methods: {
    ...alike(reads, localFile('reads')),
    ...alike('readdir readdirSync readJson readJsonSync', localFile('reads')),
    ...alike(writes, localFile('writes')),
    ...alike('open openSync', localFile()),
    ...alike('copyFile copyFileSync rename renameSync copy move copySync moveSync', (site) =>
      [localFile('reads', 0)(site), localFile('writes', 1)(site)].flatMap((said) => said ?? []),
    ),
  },
  holds: {promises: ''},
}

const programs: ScriptType = {
  methods: alike('exec execSync execFile execFileSync spawn spawnSync sync command commandSync node $', programRun()),
  made: programRun(),
}

const sftp: ScriptType = {
  methods: {
    connect: server('sftp'),
    ...alike('put fastPut append', fileAt('sftp', 'writes', 1)),
    ...alike('putFile', fileAt('sftp', 'writes', 1)),
    ...alike('get fastGet list downloadDir getFile createReadStream readFile', fileAt('sftp', 'reads', 0)),
    ...alike('uploadDir', fileAt('sftp', 'writes', 1)),
    ...alike('createWriteStream writeFile', fileAt('sftp', 'writes', 0)),
  },
}
const ssh2: ScriptType = {...sftp, gives: {sftp: 'Sftp'}}

const ftp: ScriptType = {
  methods: {
    ...alike('access connect', server('ftp')),
    ...alike('uploadFrom appendFrom upload put append', fileAt('ftp', 'writes', 1)),
    ...alike('downloadTo download', fileAt('ftp', 'reads', 1)),
    ...alike('get list', fileAt('ftp', 'reads', 0)),
  },
}

const cronAt: FactMaker = (site) => {
  const pattern = site.named('cronTime', 'rule', 'pattern', 'cron') ?? site.argument(0)
  // A rule that is an object, or a date, is decided at run time.
  return {is: 'job', schedule: pattern ?? {unresolved: 'decided at run time'}}
}
const cron: ScriptType = {
  made: cronAt,
  methods: {schedule: scheduled(), scheduleJob: jobNamed, from: cronAt, every: every()},
}

function jobNamed(site: Parameters<FactMaker>[0]): ReturnType<FactMaker> {
  const [first, second] = [literalOf(site.argument(0)), site.argument(1)]
  // A job may have a name before its rule.
  return first !== undefined && /\s/.test(first.trim())
    ? scheduled(0)(site)
    : second
      ? scheduled(1)(site)
      : scheduled(0)(site)
}

const nestInterval: FactMaker = (site) => {
  const period = literalOf(site.argument(0)) ?? literalOf(site.argument(1))
  return period && /^\d+$/.test(period) ? {is: 'job', schedule: {literal: `every ${period} ms`}} : undefined
}

const ldap: FactMaker = (site) =>
  site.each('url', 'urls').flatMap((url) =>
    machineNamed(
      literalOf(url)
        ?.replace(/^ldaps?:\/\//, '')
        .replace(/\/.*$/s, ''),
      'ldap',
    ),
  )

/** GOV.UK Notify sends mail, text messages and letters for whoever calls it. */
const notify =
  (what?: 'email' | 'sms' | 'letter'): FactMaker =>
  () => [
    ...(what === 'email' ? [{is: 'mail' as const}] : []),
    httpSaid(what && 'POST', {
      literal: `${notifyAddress}${what ? `/v2/notifications/${what}` : ''}`,
    }),
  ]

const configured = settingRead('configuration')
const config: ScriptType = {methods: alike('get getOrThrow has', configured)}

export const machineLibraries: readonly ScriptLibrary[] = [
  {
    packages: ['nodemailer'],
    types: {
      '': {methods: {createTransport: smtp}, gives: {createTransport: 'Mailer'}},
      Mailer: {methods: {sendMail: mailUse}},
      Transporter: {methods: {sendMail: mailUse}},
    },
  },
  {
    packages: ['@sendgrid/mail', 'mailgun-js', 'postmark', 'emailjs', '@nestjs-modules/mailer', 'sendmail'],
    types: {
      '': {methods: alike('send sendMail sendMultiple', mailUse)},
      MailerService: {methods: {sendMail: mailUse}},
      SMTPClient: {made: smtp},
      ServerClient: {methods: alike('sendEmail sendEmailBatch', mailUse)},
    },
  },
  {
    packages: ['notifications-node-client'],
    types: {
      NotifyClient: {
        made: notify(),
        methods: {
          sendEmail: notify('email'),
          sendSms: notify('sms'),
          sendLetter: notify('letter'),
          sendPrecompiledLetter: notify('letter'),
        },
      },
    },
  },
  {
    packages: ['imapflow', 'imap', 'node-imap', 'imap-simple', 'poplib', 'node-pop3'],
    types: {'': {made: smtp}, ImapFlow: {made: smtp}, Imap: {made: smtp}},
  },
  {packages: ['ssh2-sftp-client', 'node-ssh'], types: {'': sftp, Client: sftp, NodeSSH: sftp}},
  {packages: ['ssh2'], types: {'': {holds: {Client: 'Client'}}, Client: ssh2, Sftp: sftp}},
  {packages: ['basic-ftp', 'ftp', 'promise-ftp', 'jsftp'], types: {'': ftp, Client: ftp}},
  {
    packages: ['fs', 'node:fs', 'fs/promises', 'node:fs/promises', 'fs-extra', 'graceful-fs'],
    types: {'': fs, promises: fs},
  },
  {
    packages: ['child_process', 'node:child_process', 'execa', 'cross-spawn', 'shelljs', 'zx', 'tinyexec'],
    types: {
      '': programs,
      execa: {made: programRun()},
      execaSync: {made: programRun()},
      execaCommand: {made: programRun()},
    },
  },
  {
    packages: ['node-cron', 'node-schedule', 'cron', 'croner', 'cron-job-manager'],
    types: {'': cron, CronJob: cron, Cron: cron, scheduleJob: {made: jobNamed}, schedule: {made: scheduled()}},
  },
  {
    packages: ['agenda', '@hokify/agenda', '@sealos/agenda'],
    types: {'': {methods: {every: every()}}, Agenda: {methods: {every: every()}}},
  },
  {
    packages: ['@nestjs/schedule'],
    types: {Cron: {made: scheduled()}, Interval: {made: nestInterval}, CronExpression: {}},
  },
  {
    packages: ['ldapjs', 'ldapts', 'activedirectory', 'activedirectory2', 'ldapauth-fork'],
    types: {'': {made: ldap, methods: {createClient: ldap}}, Client: {made: ldap}},
  },
  {packages: ['config', 'nconf', 'rc', 'convict'], types: {'': config}},
  {packages: ['@nestjs/config'], types: {ConfigService: config}},
]
