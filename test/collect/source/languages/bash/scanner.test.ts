import {describe, expect, it} from '@jest/globals'
import {linkBash} from '../../../../../src/collect/source/languages/bash/imports.ts'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {factsOf, found} from '../scan.ts'

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'job.sh', text)).map(({is: _, ...rest}) => rest)
}

async function linked(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const read = await Promise.all(
    Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
  )
  return linkBash(read).map(({from, to, line}) => `${from}:${line} ${to}`)
}

describe('imports of a shell script', () => {
  it('lead to what it sources and runs, from its own folder or the top of the tree', async () => {
    const text = `#!/bin/bash
# . ./old.sh
. ./lib.sh
source "$(dirname "\${BASH_SOURCE[0]}")/../shared/log.sh"
HERE=$(cd "$(dirname "$0")" && pwd)
if true; then "$HERE/step.sh" 1; fi
bash jobs/nightly.sh && exec ./last.sh
"$ROOT/unknown.sh"
echo '
. ./old.sh
'
cat <<'TEXT'
. ./old.sh
TEXT
`

    expect(
      await linked({
        'jobs/load.sh': text,
        'jobs/lib.sh': '',
        'jobs/old.sh': '',
        'jobs/step.sh': '',
        'jobs/nightly.sh': '',
        'jobs/last.sh': '',
        'jobs/unknown.sh': '',
        'shared/log.sh': '',
      }),
    ).toEqual([
      'jobs/load.sh:3 jobs/lib.sh',
      'jobs/load.sh:4 shared/log.sh',
      'jobs/load.sh:6 jobs/step.sh',
      'jobs/load.sh:7 jobs/nightly.sh',
      'jobs/load.sh:7 jobs/last.sh',
    ])
  })
})

describe('a shell script', () => {
  it('asks databases by their clients, with SQL in options and here-documents; no password is kept', async () => {
    const text = `HOST=pg.dept.gov.uk
psql -h "$HOST" -p 5433 -U app claims <<SQL
SELECT * FROM claim WHERE id = $1;
INSERT INTO audit VALUES (1);
SQL
mysql -h mysql.dept.gov.uk -u app -ps3cret -e "delete from session" web
sqlplus -s app/s3cret@ora.dept.gov.uk:1521/LIVE @load.sql
cat <<EOF | isql -Usa -Ps3cret -S SYB1
update payee set a = 1
go
EOF
sqlcmd -S "$SQL_HOST" -Q "select 1 from dbo.t"
# psql -h commented.dept.gov.uk
echo "psql -h text.dept.gov.uk"`

    expect((await said('database', text)).map(({line, product, connection}) => ({line, product, connection}))).toEqual([
      {line: 2, product: 'postgresql', connection: {literal: 'postgresql://pg.dept.gov.uk:5433/claims'}},
      {line: 6, product: 'mysql', connection: {literal: 'mysql://mysql.dept.gov.uk/web'}},
      {line: 7, product: 'oracle-database', connection: {literal: 'ora.dept.gov.uk:1521/LIVE'}},
      {line: 8, product: 'sql', connection: {literal: 'Server=SYB1'}},
      {line: 12, product: 'mssqlserver', connection: {key: 'SQL_HOST'}},
    ])
    expect(
      (await said('sql', text)).map(({line, reads, writes}) => [line, ...reads, '>', ...writes].join(' ')),
    ).toEqual(['2 claim >', '2 > audit', '6 > session', '8 > payee', '12 dbo.t >'])
    expect((await said('address', text)).map(({host, port, database}) => ({host, port, database}))).toEqual([
      {host: 'pg.dept.gov.uk', port: '5433', database: 'claims'},
      {host: 'mysql.dept.gov.uk', port: undefined, database: 'web'},
      {host: 'ora.dept.gov.uk', port: '1521', database: 'LIVE'},
      {host: 'syb1', port: undefined, database: undefined},
    ])
    expect(JSON.stringify(await found('job.sh', text))).not.toContain('s3cret')
  })

  it('calls over HTTP; the user and password of an address are left out', async () => {
    const text = `curl -s -X PUT "https://$API_HOST/v1/x" -d @file
wget -q https://app:s3cret@files.dept.gov.uk/a.csv
R=$(curl --data x=1 http://api.dept.gov.uk/y | jq .)
curl -T out.csv ftp://app:s3cret@ftp.dept.gov.uk/in/`

    expect(await said('http', text)).toEqual([
      {operation: 'PUT', url: {literal: 'https://{}/v1/x'}, line: 1},
      {operation: 'GET', url: {literal: 'https://files.dept.gov.uk/a.csv'}, line: 2},
      {operation: 'POST', url: {literal: 'http://api.dept.gov.uk/y'}, line: 3},
    ])
    expect(await said('file', text)).toEqual([
      {
        protocol: 'ftp',
        does: 'writes',
        server: {literal: 'ftp.dept.gov.uk'},
        path: {literal: '/in/out.csv'},
        line: 4,
      },
    ])
    expect(await said('setting', text)).toEqual([{from: 'environment', key: 'API_HOST', line: 1}])
  })

  it('exchanges files, sends mail, starts programs and asks clouds', async () => {
    const text = `for f in *.csv; do scp -i key "$f" batch@bank.example.gov.uk:/in/; done
rsync -a backup@store.dept.gov.uk:/vol/ /data/
sftp -b - batch@ftp.dept.gov.uk <<'EOF'
put pay.csv
get /out/ack.csv
EOF
mount -t cifs //fs01/hr /mnt -o ro
echo done | mailx -S smtp=smtp.dept.gov.uk -s x a@example.org
sudo -u app java -Xmx1g -jar $LIB/pay.jar
nohup python3 /opt/app/load.py &
/usr/bin/awk 1; /opt/app/bin/loader
aws --region eu-west-2 s3 cp a s3://b/c
az storage blob upload --name a
gcloud pubsub topics publish t`

    expect((await said('file', text)).map(({line, ...fact}) => `${line} ${JSON.stringify(fact)}`)).toEqual([
      '1 {"protocol":"sftp","does":"writes","server":{"literal":"bank.example.gov.uk"},"path":{"literal":"/in/"}}',
      '2 {"protocol":"sftp","does":"reads","server":{"literal":"store.dept.gov.uk"},"path":{"literal":"/vol/"}}',
      '3 {"protocol":"sftp","does":"writes","path":{"literal":"pay.csv"},"server":{"literal":"ftp.dept.gov.uk"}}',
      '3 {"protocol":"sftp","does":"reads","path":{"literal":"/out/ack.csv"},"server":{"literal":"ftp.dept.gov.uk"}}',
      '7 {"protocol":"smb","server":{"literal":"fs01"},"path":{"literal":"\\\\\\\\fs01\\\\hr"}}',
    ])
    expect(await said('mail', text)).toEqual([{server: {literal: 'smtp.dept.gov.uk'}, line: 8}])
    expect((await said('process', text)).map(({program}) => program)).toEqual([
      {literal: 'pay.jar'},
      {literal: 'load.py'},
      {literal: 'loader'},
    ])
    expect((await said('cloud', text)).map(({service, operation}) => `${service} ${operation}`)).toEqual([
      'aws-s3 cp',
      'azure-storage-blob upload',
      'google-pubsub topics publish',
    ])
  })

  it('schedules by cron, and reads the environment but for what it sets itself and what every machine has', async () => {
    const text = `echo "0 5 * * 1-5 /opt/app/load.sh" | crontab -
cat > /etc/cron.d/app <<EOF
*/10 * * * * app /opt/app/poll
EOF
PORT=\${PORT:-5432}
OWN=1
echo $OWN $PORT $HOME "$MODE" '$QUOTED' \${MODE}`

    expect((await said('job', text)).map(({schedule, line}) => [line, schedule])).toEqual([
      [1, {literal: '0 5 * * 1-5'}],
      [2, {literal: '*/10 * * * *'}],
    ])
    expect((await said('setting', text)).map(({key}) => key)).toEqual(['PORT', 'MODE'])
  })

  it('with an error still gives the rest, and says nothing of an error that may be the grammar’s', async () => {
    const read = await found('half.sh', 'curl http://api.dept.gov.uk/a\nif [ 1 ; then (((\nfoo() {')

    expect(read.facts).toMatchObject([{is: 'http', line: 1}])
    expect(read.fault).toBeUndefined()
  })

  it('sends and gets by options that stand together, and in the folder that a session has gone to', async () => {
    const text = `curl -sST report.csv ftp://ftp.msti.example/in/
curl --upload-file x.csv https://api.msti.example/upload
curl -so out.csv sftp://files.msti.example/out/data.csv
sftp -b - batch@sftp.msti.example <<EOF
lcd /var/spool
cd /in
put -p "/data/daily.csv"
-get result.csv /tmp/result.csv
EOF
lftp -u a,b -e "cd /up; put x.csv; bye" ftp.other.example
sftp user@drop.msti.example:/drop/file.txt /tmp/`
    const said = (await found('a.sh', text)).facts.flatMap((fact) =>
      fact.is === 'file' || fact.is === 'http' ? [fact] : [],
    )

    expect(said).toEqual([
      fileOf('ftp', 'writes', 'ftp.msti.example', '/in/report.csv', 1),
      {is: 'http', operation: 'PUT', url: {literal: 'https://api.msti.example/upload'}, line: 2},
      fileOf('sftp', 'reads', 'files.msti.example', '/out/data.csv', 3),
      fileOf('sftp', 'writes', 'sftp.msti.example', '/in/daily.csv', 4),
      fileOf('sftp', 'reads', 'sftp.msti.example', '/in/result.csv', 4),
      fileOf('ftp', 'writes', 'ftp.other.example', '/up/x.csv', 10),
      fileOf('sftp', 'reads', 'drop.msti.example', '/drop/file.txt', 11),
    ])
  })
})

function fileOf(protocol: string, does: string, server: string, path: string, line: number): unknown {
  return {is: 'file', protocol, does, server: {literal: server}, path: {literal: path}, line}
}

describe('a script that sends messages, and loads a table from a file', () => {
  it('tells the servers, the queue by the end of its address, and the table', async () => {
    const text = `kafka-console-producer.sh --bootstrap-server k1.lamps.example:9092,k2.lamps.example:9092 --topic days.v1 < day.csv
aws sqs send-message --queue-url https://sqs.eu-west-2.amazonaws.com/111122223333/days --message-body x
aws sqs list-queues
mysql -h db.lamps.example -e "LOAD DATA LOCAL INFILE '/tmp/day.csv' INTO TABLE shop.days"
`
    expect(await said('queue', text)).toEqual([
      {product: 'apache-kafka', does: 'sends', queue: {literal: 'days.v1'}, line: 1},
      {product: 'aws-sqs', does: 'sends', queue: {literal: 'days'}, line: 2},
    ])
    expect((await said('address', text)).map(({host, protocol}) => `${protocol} ${host}`)).toEqual([
      'kafka k1.lamps.example',
      'kafka k2.lamps.example',
      'mysql db.lamps.example',
    ])
    expect(await said('sql', text)).toEqual([{of: 'tables', reads: [], writes: ['shop.days'], calls: [], line: 4}])
  })
})

describe('variables of a shell script', () => {
  it('are its own where it sets them, in lists, conditions, arms of a case and by what it reads', async () => {
    const text = `LIST=(a b); for i in "\${LIST[@]}"; do echo $i; done
if ! IDS=$(pgrep x); then exit; fi; echo $IDS
case $o in c) CS=$OPTARG;; esac; echo $CS
read -r -p "Sure? " ANSWER; echo $ANSWER
mapfile -t ROWS < f; echo $ROWS
echo $STAGE
`

    expect(await factsOf('setting', 'a.sh', text)).toEqual([
      {is: 'setting', from: 'environment', key: 'STAGE', line: 6},
    ])
  })
})

describe('a shell script with the ends of lines of Windows', () => {
  it('is read behind its here-documents too', async () => {
    const text =
      'cat <<EOF\nhello ${A}\n\nEOF\ncurl https://orders.dept.gov.uk/x\nwget -T 5 https://orders.dept.gov.uk/y\n'

    expect(
      (await factsOf('http', 'a.sh', text.replaceAll('\n', '\r\n'))).map(({operation, line}) => [operation, line]),
    ).toEqual([
      ['GET', 5],
      ['GET', 6],
    ])
  })
})
