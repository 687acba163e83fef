import {describe, expect, it} from '@jest/globals'
import {attributeValue} from '../../../src/model/entity.ts'
import {scanned} from './manifests/scan.ts'

/** The files that a tree exchanges, each with its machine and what is done with it. */
async function filesExchanged(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records} = await scanned(files)
  const things = new Map(
    records.flatMap((one) =>
      one.record === 'entity' && attributeValue(one, 'type') === 'file' ? [[one.id, one]] : [],
    ),
  )
  return records
    .flatMap((one) => {
      const thing = one.record === 'relation' ? things.get(one.to) : undefined
      return one.record === 'relation' && thing
        ? [`${one.type} ${String(attributeValue(thing, 'server') ?? '-')} ${String(attributeValue(thing, 'path'))}`]
        : []
    })
    .toSorted()
}

describe('a file of SQL', () => {
  it('counts as read where it says where links and directories lead, and as not read where nothing is found', async () => {
    const {notes} = await scanned({
      'links.sql': "CREATE OR REPLACE DIRECTORY exchange_in AS '/u02/exchange';\n",
      'rows.sql': 'SELECT 1 FROM ports;\n',
    })

    expect(notes.filter((note) => note.includes('not read'))).toEqual(['1 SQL file: counted, not read'])
  })
})

describe('a file that code takes from a machine that it has connected to before', () => {
  it('is of that machine, where the file of code connects to one alone', async () => {
    const python = `import paramiko
HOST = "files.dept.example"
ssh = paramiko.SSHClient()
ssh.connect(HOST, username="reader")
sftp = ssh.open_sftp()
sftp.get("/out/berths.dat", "berths.dat")
`
    const java = `package uk;
import org.apache.commons.net.ftp.FTPClient;
class Fetch {
  void run() throws Exception {
    FTPClient ftp = new FTPClient();
    ftp.connect("ftp.dept.example");
    ftp.retrieveFile("/out/ships.csv", null);
  }
}
`
    expect(await filesExchanged({'a/fetch.py': python, 'b/Fetch.java': java})).toEqual([
      'READS files.dept.example /out/berths.dat',
      'READS ftp.dept.example /out/ships.csv',
    ])
  })

  it('is on the machine of the share that its path begins with, in whatever language', async () => {
    const files = {
      'a/package.json': '{"name": "a"}',
      'a/index.js': "require('fs').writeFileSync('//NAS01/exchange/tariff.csv', text)\n",
      'b/read.py': 'open(r"\\\\nas01\\exchange\\tariff.csv")\nopen("//var/log/tariff.log")\n',
      'c/C.cs': 'class C { void A() { System.IO.File.AppendAllText(@"\\\\nas02\\dock\\slips.txt", "x"); } }\n',
    }

    expect(await filesExchanged(files)).toEqual([
      'READS - //var/log/tariff.log',
      'READS nas01 \\\\nas01\\exchange\\tariff.csv',
      'WRITES nas01 //NAS01/exchange/tariff.csv',
      'WRITES nas02 \\\\nas02\\dock\\slips.txt',
    ])
  })

  it('is of none, where it may be one of two or is decided at run time', async () => {
    const two = `import paramiko
one = paramiko.SSHClient()
one.connect("one.dept.example")
other = paramiko.SSHClient()
other.connect("two.dept.example")
sftp = other.open_sftp()
sftp.get("/out/berths.dat", "berths.dat")
`
    const open = `import paramiko
def fetch(host):
    ssh = paramiko.SSHClient()
    ssh.connect(host)
    sftp = ssh.open_sftp()
    sftp.get("/out/tides.dat", "tides.dat")
`
    expect(await filesExchanged({'a/two.py': two, 'b/open.py': open})).toEqual([
      'READS - /out/berths.dat',
      'READS - /out/tides.dat',
    ])
  })
})
