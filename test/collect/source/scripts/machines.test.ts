import {describe, expect, it} from '@jest/globals'
import {said} from './said.ts'

describe('what else TypeScript and JavaScript reach', () => {
  it.each([
    [
      'mail',
      `const nodemailer = require('nodemailer')
const mailer = nodemailer.createTransport({host: 'smtp.shop.gov.uk', auth: {pass: 'opensesame'}})
mailer.sendMail({to})
nodemailer.createTransport({host: process.env.SMTP_HOST})`,
      ['2 mail smtp.shop.gov.uk', '2 address smtp smtp.shop.gov.uk', '3 mail', '4 mail <SMTP_HOST>'],
    ],
    [
      'files of other machines',
      `import Client from 'ssh2-sftp-client'
import * as ftp from 'basic-ftp'
const sftp = new Client()
await sftp.connect({host: 'sftp.shop.gov.uk', password: 'opensesame'})
await sftp.put(local, '/in/orders.csv')
await sftp.get('/out/stock.csv', local)
const client = new ftp.Client()
await client.access({host: process.env.FTP_HOST})
await client.uploadFrom(local, '/in/a.csv')
await client.downloadTo(local, '/out/b.csv')`,
      [
        '4 file sftp sftp.shop.gov.uk',
        '5 file sftp writes /in/orders.csv',
        '6 file sftp reads /out/stock.csv',
        '8 file ftp <FTP_HOST>',
        '9 file ftp writes /in/a.csv',
        '10 file ftp reads /out/b.csv',
      ],
    ],
    [
      'files by a whole path, and no others',
      `import fs, {promises} from 'node:fs'
import {writeFile} from 'fs/promises'
import path from 'node:path'
const folder = '/srv/exchange'
fs.readFileSync('/etc/shop/shop.conf')
fs.createWriteStream(path.join(folder, 'out', \`\${day}.csv\`))
await promises.readFile('./beside.txt')
await writeFile('/dev/null', '')
await writeFile('\\\\\\\\files.shop.gov.uk\\\\in\\\\a.csv', '')`,
      [
        '5 file local reads /etc/shop/shop.conf',
        '6 file local writes /srv/exchange/out/{}.csv',
        '9 file smb writes files.shop.gov.uk \\\\files.shop.gov.uk\\in\\a.csv',
      ],
    ],
    [
      'programs, by any name',
      `const {exec: run, spawn} = require('child_process')
const {promisify} = require('util')
import {execa} from 'execa'
const later = promisify(run)
run('pdftotext a.pdf', done)
spawn(process.env.CONVERTER, [])
await later('soffice --headless')
await execa('gs', ['-q'])
/x/.exec('text')`,
      ['5 process pdftotext a.pdf', '6 process <CONVERTER>', '7 process soffice --headless', '8 process gs'],
    ],
    [
      'GOV.UK Notify',
      `const {NotifyClient} = require('notifications-node-client')
const client = new NotifyClient(process.env.KEY)
client.sendEmail('template', to)
client.sendLetter('template', {})`,
      [
        '2 http https://api.notifications.service.gov.uk',
        '3 mail',
        '3 http POST https://api.notifications.service.gov.uk/v2/notifications/email',
        '4 http POST https://api.notifications.service.gov.uk/v2/notifications/letter',
      ],
    ],
    [
      'jobs',
      `import cron from 'node-cron'
import schedule from 'node-schedule'
import {CronJob} from 'cron'
import {Cron, Interval} from '@nestjs/schedule'
cron.schedule('0 3 * * *', work)
schedule.scheduleJob('nightly', process.env.NIGHTLY, work)
new CronJob('*/5 * * * *', work)
CronJob.from({cronTime: '1 2 * * *', onTick})
class Jobs { @Cron('0 6 * * 1') weekly() {} @Interval(10000) often() {} }`,
      [
        '5 job 0 3 * * *',
        '6 job <NIGHTLY>',
        '7 job */5 * * * *',
        '8 job 1 2 * * *',
        '9 job 0 6 * * 1',
        '9 job every 10000 ms',
      ],
    ],
    [
      'directories and settings',
      `const ldap = require('ldapjs')
const config = require('config')
import {ConfigService} from '@nestjs/config'
ldap.createClient({url: 'ldaps://dir.shop.gov.uk:636'})
config.get('shop.db.host')
class A { constructor(private config: ConfigService) { config.get<string>('SHOP_URL') } }`,
      [
        '4 address ldap dir.shop.gov.uk 636',
        '5 setting configuration shop.db.host',
        '6 setting configuration SHOP_URL',
      ],
    ],
    [
      'clouds, by service and operation',
      `import {S3Client, PutObjectCommand} from '@aws-sdk/client-s3'
import {DynamoDB} from 'aws-sdk'
import {BlobServiceClient} from '@azure/storage-blob'
import {Storage} from '@google-cloud/storage'
const s3 = new S3Client({})
await s3.send(new PutObjectCommand({}))
new DynamoDB.DocumentClient().get({TableName: 'x'}).promise()
const container = BlobServiceClient.fromConnectionString(process.env.X).getContainerClient('c')
await container.deleteBlob('b')
await new Storage().bucket('b').upload('f')`,
      [
        '6 cloud aws-s3 PutObject',
        '7 cloud aws-dynamodb get',
        '8 cloud azure-storage-blob fromConnectionString',
        '8 cloud azure-storage-blob getContainerClient',
        '9 cloud azure-storage-blob deleteBlob',
        '10 cloud google-storage bucket',
        '10 cloud google-storage upload',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected)
  })
})
