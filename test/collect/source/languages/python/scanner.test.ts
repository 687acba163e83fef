import {describe, expect, it} from '@jest/globals'
import {python} from '../../../../../src/collect/source/languages/python/scanner.ts'
import {factsOf, found} from '../scan.ts'

async function edges(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const files = await Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
  )
  return python.link(files, []).map(({from, to, line}) => `${from}:${line} ${to}`)
}

describe('Python imports', () => {
  it('are those of the code that runs, not of its comments, texts and type checks', async () => {
    const text = `"""
import shop.text
"""
import os, shop.data as data  # import shop.comment
from ..rules import (check,
    price as cost)
from . import lines
if TYPE_CHECKING:
    from shop.types import Order
s = 'import shop.quoted'
try: import shop.fast
except ImportError: pass
def late():
    from shop import late
`

    expect((await found('shop/web/basket.py', text)).imports).toEqual([
      {specifier: 'os', line: 4},
      {specifier: 'shop.data', line: 4},
      {specifier: '..rules.check', line: 5},
      {specifier: '..rules.price', line: 5},
      {specifier: '.lines', line: 7},
      {specifier: 'shop.fast', line: 11},
      {specifier: 'shop.late', line: 14},
    ])
  })

  it('lead to modules and packages, from the folders above that are no packages', async () => {
    expect(
      await edges({
        'src/shop/__init__.py': '',
        'src/shop/logging.py': '',
        'src/shop/rules.py': 'import logging\nfrom . import orders',
        'src/shop/orders/__init__.py': 'from .line import Line',
        'src/shop/orders/line.py': 'from ..rules import check\nfrom shop.orders import Line',
        'run.py': 'import shop.rules\nimport helper\nimport json',
        'helper.py': '',
        'other/tools/json.py': '',
      }),
    ).toEqual([
      'src/shop/rules.py:2 src/shop/orders/__init__.py',
      'src/shop/orders/__init__.py:1 src/shop/orders/line.py',
      'src/shop/orders/line.py:1 src/shop/rules.py',
      'src/shop/orders/line.py:2 src/shop/orders/__init__.py',
      'run.py:1 src/shop/rules.py',
      'run.py:2 helper.py',
    ])
  })
})

const served = async (path: string, text: string): Promise<readonly string[]> =>
  (await factsOf('serves', path, text)).map(({method, path: at, own}) => {
    const below = own && 'literal' in own && own.literal !== '' ? ` below ${own.literal}` : ''
    return `${method} ${'literal' in at ? at.literal : '?'}${below}`
  })

describe('Endpoints in Python', () => {
  it('are the decorators of Flask and FastAPI with the prefix of their router', async () => {
    const text = `orders = Blueprint('orders', __name__, url_prefix='/orders')
@orders.route('/<int:id>', methods=['GET', 'POST'])
def show(id): pass
# @orders.route('/old')
@app.route('/')
def home(): pass
api = APIRouter(prefix='/api')
@api.delete('/lines/{id}')
async def drop(id): pass
@cache.get('name')
def other(): pass
app.add_url_rule('/health', view_func=health)`

    expect(await served('views.py', text)).toEqual([
      'GET /<int:id> below /orders',
      'POST /<int:id> below /orders',
      'GET /',
      'DELETE /api/lines/{id}',
      'ANY /health',
    ])
  })

  it("are Django's lists of paths, and its registered views", async () => {
    const text = `from rest_framework import routers
router.register(r'lines', LineViewSet)
urlpatterns = [
    path('orders/<int:id>/', views.show),
    re_path(r'^old/(?P<id>\\d+)/$', views.old),
    path('api/', include([path('stock/', views.stock)])),
    path('admin/', include('shop.admin')),
]`

    expect(await served('urls.py', text)).toEqual([
      'ANY /lines',
      'ANY /orders/<int:id>',
      'ANY /old/(?P<id>\\d+)',
      'ANY /api/stock',
    ])
  })
})

describe('What Python connects to', () => {
  it('is a database with its machine, without user and password', async () => {
    const text = `import psycopg2, pymysql, cx_Oracle, pyodbc
from sqlalchemy import create_engine
conn = psycopg2.connect(host='pg.shop.gov.uk', dbname='pay', password='opensesame')
psycopg2.connect("host=dsn.shop.gov.uk dbname=tax password=opensesame")
pymysql.connect('my.shop.gov.uk', 'clerk', 'opensesame', 'stock')
cx_Oracle.connect('clerk', 'opensesame', 'ora.shop.gov.uk:1521/LEDGER')
pyodbc.connect('DRIVER={ODBC Driver 17 for SQL Server};SERVER=sql.shop.gov.uk,1433;DATABASE=hr;PWD=opensesame')
create_engine('postgresql+psycopg2://clerk:opensesame@alchemy.shop.gov.uk/orders')
create_engine(os.environ['SHOP_DB'])
DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'HOST': 'dj.shop.gov.uk', 'NAME': 'web', 'PASSWORD': 'opensesame'}}`

    const facts = (await found('db.py', text)).facts
    const machines = facts.flatMap((fact) =>
      fact.is === 'address' && fact.standing === undefined
        ? [`${fact.line} ${fact.protocol} ${fact.host} ${fact.database}`]
        : [],
    )

    expect(machines).toEqual([
      '3 postgresql pg.shop.gov.uk pay',
      '4 postgresql dsn.shop.gov.uk tax',
      '5 mysql my.shop.gov.uk stock',
      '6 oracle-database ora.shop.gov.uk LEDGER',
      '7 mssqlserver sql.shop.gov.uk hr',
      '8 postgresql alchemy.shop.gov.uk orders',
      '10 mysql dj.shop.gov.uk web',
    ])
    expect(facts.find((fact) => fact.is === 'database' && fact.line === 9)).toMatchObject({
      connection: {key: 'SHOP_DB'},
    })
    expect(JSON.stringify(facts)).not.toContain('opensesame')
  })

  it('is what is called over HTTP, by whatever name it was imported', async () => {
    const text = `import requests as r
from httpx import post as send, AsyncClient
from django.conf import settings
BASE = "https://pay.shop.gov.uk"
def go(id, client: AsyncClient):
    answer = r.get(f"{BASE}/payments/{id}", timeout=3)
    answer.headers.get('Content-Type')
    send(url=settings.TAX_URL + '/rates')
    with r.Session() as session:
        session.request('PUT', '{}/lines'.format(BASE))
    client.patch("https://%s.shop.gov.uk/x" % id)
    # r.get("https://none.shop.gov.uk")`

    expect(await factsOf('http', 'pay.py', text)).toEqual([
      {is: 'http', operation: 'GET', url: {literal: 'https://pay.shop.gov.uk/payments/{}'}, line: 6},
      {is: 'http', operation: 'POST', url: {key: 'TAX_URL', rest: '/rates'}, line: 8},
      {is: 'http', operation: 'PUT', url: {literal: '{}/lines'}, line: 10},
      {is: 'http', operation: 'PATCH', url: {literal: 'https://{}.shop.gov.uk/x'}, line: 11},
    ])
  })

  it('is tables of SQL text and of mapped classes', async () => {
    const text = `
cursor.execute("""
    SELECT o.id FROM orders o JOIN lines l ON l.order_id = o.id WHERE o.id = %s""", (id,))
cursor.execute("UPDATE stock " "SET held = 1")
cursor.execute(f"DELETE FROM {table}")
# cursor.execute("SELECT a FROM comments")
def drop():
    "delete from remote"
print("select a file from your computer")`

    expect((await factsOf('sql', 'orders.py', text)).map(({reads, writes, line}) => ({reads, writes, line}))).toEqual([
      {reads: ['lines', 'orders'], writes: [], line: 2},
      {reads: [], writes: ['stock'], line: 4},
      {reads: [], writes: [], line: 5},
    ])
    expect(await factsOf('mapped', 'm.py', `class Order(Base):\n    __tablename__ = 'shop_orders'`)).toEqual([
      {is: 'mapped', entity: 'Order', table: {literal: 'shop_orders'}, line: 2},
    ])
    const models = `from django.db import models
class Line(models.Model):
    class Meta:
        db_table = 'order_lines'
class Stock(models.Model): pass
class Base(models.Model):
    class Meta:
        abstract = True`
    expect(await factsOf('mapped', 'shop/orders/models.py', models)).toEqual([
      {is: 'mapped', entity: 'Line', table: {literal: 'order_lines'}, line: 2},
      {
        is: 'mapped',
        entity: 'Stock',
        table: {literal: 'orders_stock'},
        isByConvention: true,
        inPackage: 'shop.orders',
        line: 5,
      },
    ])
  })

  it('is in the schema that a class or a table says, whatever quotes stand around its name', async () => {
    const tables = async (path: string, text: string): Promise<readonly unknown[]> =>
      (await factsOf('mapped', path, text)).map(({table}) => ('literal' in table ? table.literal : table))
    const django = (name: string): string =>
      `from django.db import models\nclass A(models.Model):\n  class Meta:\n    db_table = ${name}`

    expect(
      await tables('m.py', 'class A(Base):\n  __tablename__ = "a"\n  __table_args__ = {"schema": "sales"}'),
    ).toEqual(['sales.a'])
    expect(
      await tables(
        'm.py',
        'class A(Base):\n  __tablename__ = "a"\n  __table_args__ = (Index("x"), {"schema": "sales"})',
      ),
    ).toEqual(['sales.a'])
    expect(await tables('m.py', 'from sqlalchemy import Table\nTable("a", meta, Column("b"), schema="sales")')).toEqual(
      ['sales.a'],
    )
    expect(await tables('shop/models.py', django(`'"sales"."a"'`))).toEqual(['sales.a'])
    expect(await tables('shop/models.py', django(`'sales"."a'`))).toEqual(['sales.a'])
  })

  it('is a queue of SQS that is asked for by its name or address', async () => {
    const text = `import boto3
sqs = boto3.resource('sqs')
paid = sqs.get_queue_by_name(QueueName='paid')
paid.send_message(MessageBody='x')
for message in paid.receive_messages(): pass
sqs.Queue('https://sqs.eu-west-2.amazonaws.com/1/late').send_messages(Entries=[])
boto3.resource('sqs').create_queue(QueueName=name).send_message(MessageBody='x')
# paid.send_message(MessageBody='never')
boto3.resource('dynamodb').Table('t').put_item(Item={})`

    expect(
      (await factsOf('queue', 'q.py', text)).map(({line, does, queue}) => [line, does, ...Object.values(queue ?? {})]),
    ).toEqual([
      [4, 'sends', 'paid'],
      [5, 'receives', 'paid'],
      [6, 'sends', 'late'],
      [7, 'sends', 'decided at run time'],
    ])
  })

  it('is queues, mail, files of other machines, jobs, programs, cloud services and settings', async () => {
    const text = `import boto3, pika, smtplib, subprocess, os
from ftplib import FTP
from celery import shared_task
from celery.schedules import crontab
channel.basic_publish(exchange='', routing_key='orders', body=b)
smtplib.SMTP('mail.shop.gov.uk')
ftp = FTP('files.shop.gov.uk')
ftp.storbinary('STOR in/orders.csv', f)
subprocess.run(['/usr/bin/convert', x])
run(['none'])
s3 = boto3.client('s3')
s3.put_object(Bucket='b')
boto3.client('sqs').send_message(QueueUrl='https://sqs.eu-west-2.amazonaws.com/1/returns')
crontab(minute=0, hour=2)
os.environ['SHOP_KEY']; os.getenv('SHOP_URL'); 'os.getenv("NONE")'
open('/var/spool/shop/out.txt', 'w')
@shared_task(queue='nightly')
def nightly(): pass`

    const facts = (await found('work.py', text)).facts.filter(({is}) => is !== 'address')

    expect(facts).toEqual([
      {
        is: 'queue',
        product: 'rabbitmq',
        does: 'sends',
        operation: 'basic_publish',
        queue: {literal: 'orders'},
        line: 5,
      },
      {is: 'mail', server: {literal: 'mail.shop.gov.uk'}, line: 6},
      {is: 'file', protocol: 'ftp', server: {literal: 'files.shop.gov.uk'}, line: 7},
      {is: 'file', protocol: 'ftp', does: 'writes', path: {literal: 'in/orders.csv'}, line: 8},
      {is: 'process', program: {literal: '/usr/bin/convert'}, line: 9},
      {is: 'cloud', service: 'aws-s3', operation: 'put_object', line: 12},
      {is: 'cloud', service: 'aws-sqs', operation: 'send_message', line: 13},
      {
        is: 'queue',
        product: 'aws-sqs',
        does: 'sends',
        operation: 'send_message',
        queue: {literal: 'returns'},
        line: 13,
      },
      {is: 'job', schedule: {literal: '0 2 * * *'}, line: 14},
      {is: 'setting', from: 'environment', key: 'SHOP_KEY', line: 15},
      {is: 'setting', from: 'environment', key: 'SHOP_URL', line: 15},
      {is: 'file', protocol: 'local', path: {literal: '/var/spool/shop/out.txt'}, does: 'writes', line: 16},
      {is: 'queue', product: 'celery', does: 'receives', queue: {literal: 'nightly'}, line: 17},
    ])
  })

  it('is told of the rest of a file that Python 2 alone reads', async () => {
    const seen = await found(
      'old.py',
      `import urllib2, os\nprint "x", os.getenv('OLD_KEY')\nexec "y"\nurllib2.urlopen('http://old.shop.gov.uk/a')`,
    )

    expect(seen.facts.map(({is, line}) => `${is} ${line}`)).toEqual(['setting 2', 'http 4', 'address 4'])
  })
})

describe('Tables that Python names by convention', () => {
  const mapped = async (path: string, text: string): Promise<readonly string[]> =>
    (await factsOf('mapped', path, text)).map(
      ({entity, table}) => `${entity} ${'literal' in table ? table.literal : '?'}`,
    )

  it("are Flask-SQLAlchemy's and SQLModel's", async () => {
    const flask = `class OrderLine(db.Model):
    id = db.Column(db.Integer, primary_key=True)
class Rush(OrderLine):
    pass
class Base(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)
class Named(db.Model):
    __tablename__ = "lines"
    id = db.Column(db.Integer, primary_key=True)`
    const model = `from sqlmodel import SQLModel
class OrderLine(SQLModel, table=True):
    id: int
class Shown(SQLModel):
    id: int`

    expect(await mapped('app/models.py', flask)).toEqual(['OrderLine order_line', 'Named lines'])
    expect(await mapped('app/models.py', model)).toEqual(['OrderLine orderline'])
  })

  it("are Django's, below a model of the file too", async () => {
    const text = `from django.db import models
class Timed(models.Model):
    class Meta:
        abstract = True
class Order(Timed):
    pass
class Plain:
    pass`

    expect(await mapped('shop/models.py', text)).toEqual(['Order shop_order'])
  })
})

describe('Files that Python exchanges by SFTP', () => {
  it('have their paths on the other machine', async () => {
    const text = `import paramiko, pysftp
ssh = paramiko.SSHClient()
ssh.connect("files.dept.example")
sftp = ssh.open_sftp()
sftp.put("/tmp/a.csv", "/in/a.csv")
with paramiko.SFTPClient.from_transport(transport) as other:
    other.get("/out/b.csv", "/tmp/b.csv")
    other.put(localpath=x, remotepath=y)
with pysftp.Connection("old.dept.example") as old:
    old.get("/out/c.csv")
settings.get("/no", "/no")`

    expect(
      (await factsOf('file', 'a.py', text)).map(({line, does, server, path}) =>
        JSON.stringify([line, does, server ?? path]),
      ),
    ).toEqual([
      '[3,null,{"literal":"files.dept.example"}]',
      '[5,"writes",{"literal":"/in/a.csv"}]',
      '[7,"reads",{"literal":"/out/b.csv"}]',
      '[8,"writes",{"unresolved":"decided at run time"}]',
      '[9,null,{"literal":"old.dept.example"}]',
      '[10,"reads",{"literal":"/out/c.csv"}]',
    ])
  })
})

describe('Imports of Python by a folder that settings put on the path', () => {
  it('lead into it where the module behind the name is there', async () => {
    const files = await Promise.all(
      [
        ['site/__init__.py', ''],
        ['site/apps/__init__.py', ''],
        ['site/apps/orders/__init__.py', ''],
        ['site/apps/orders/models.py', ''],
        ['site/apps/email/__init__.py', ''],
        ['site/apps/lines/__init__.py', ''],
        ['site/apps/lines/views.py', 'from orders.models import Order\nfrom email.mime import text\nimport email\n'],
      ].map(async ([path = '', text = '']) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(python.link(files, [])).toEqual([
      {from: 'site/apps/lines/views.py', to: 'site/apps/orders/models.py', line: 1},
    ])
  })
})

describe('Addresses in Python', () => {
  it('are no calls where their name says that they are to be read, or stand for a thing', async () => {
    const text = `HELP_URL = "https://help.dept.gov.uk"
XML_NAMESPACE = "http://ns.dept.gov.uk/x"
share = {"help": "https://guide.dept.gov.uk", "docsLink": "https://docs.dept.gov.uk", "api": "https://api.dept.gov.uk"}
schema_file = "http://a.dept.gov.uk/x.xsd"
API_URL = "https://pay.dept.gov.uk"`

    expect((await factsOf('address', 'a.py', text)).map(({host, standing}) => `${host} ${standing}`)).toEqual([
      'help.dept.gov.uk named',
      'ns.dept.gov.uk named',
      'guide.dept.gov.uk named',
      'docs.dept.gov.uk named',
      'api.dept.gov.uk connection',
      'a.dept.gov.uk named',
      'pay.dept.gov.uk connection',
    ])
  })
})

describe('Tasks of Celery', () => {
  it('name their queues where nothing of it is imported too', async () => {
    const text = `from app.tasks import pay
@notify.task(name="pay", queue="pay.in")
def pay(self):
    self.retry(queue="pay.retry")
pay.apply_async([1], queue="pay.out")
pool.apply_async(work, [1])
retry(work, times=3)`

    expect(
      (await factsOf('queue', 'a.py', text)).map(({line, does, queue}) => JSON.stringify([line, does, queue])),
    ).toEqual([
      '[2,"receives",{"literal":"pay.in"}]',
      '[4,"sends",{"literal":"pay.retry"}]',
      '[5,"sends",{"literal":"pay.out"}]',
    ])
  })
})

describe('A file of Python is read whole', () => {
  const sql = async (text: string): Promise<readonly unknown[]> => factsOf('sql', 'shop/stock.py', text)
  const writes = (line: number): unknown => ({is: 'sql', of: 'tables', reads: [], writes: ['rates'], calls: [], line})

  it('for SQL of several literals, whatever marks stand before them and whatever stands between', async () => {
    expect(await sql('op.execute(\n  "INSERT INTO rates(id) "\n  f"VALUES({uuid4()})"\n)')).toEqual([writes(2)])
    expect(await sql('op.execute("insert " # into\n  "into rates values (1)")')).toEqual([writes(1)])
    expect(await sql("op.execute('DELETE\\nFROM rates')")).toEqual([writes(1)])
    expect(await sql('sql = """\n  update rates set rate = 2\n"""\nop.execute(sql)')).toEqual([writes(1)])
  })

  it('for routers that another module puts in its list', async () => {
    const text = 'from rest_framework import routers\nrouter = routers.SimpleRouter()\nrouter.register("rates", Rates)'

    expect((await factsOf('serves', 'shop/router.py', text)).map(({path}) => path)).toEqual([{literal: '/rates'}])
  })

  it('not for what describes it', () => {
    const text = 'def clear(connection):\n    """Delete from rates what is old, see https://shop.example."""\n'

    expect('skim' in python && python.skim({path: 'shop/stock.py', text}).isOfInterest).toBe(false)
  })
})

describe('Names in Python', () => {
  it('are those of the function that sets them, and keys stand in texts too', async () => {
    const text = `import requests
from flask import current_app as app
URL = "https://all.dept.gov.uk"
def accounts(name):
    url = f'{app.config["AUTH_URL"]}/api/{name}'
    return requests.get(url)
def surveys():
    url = app.config["SURVEY_URL"] + "/surveys"
    def again():
        return requests.post(url)
    return requests.get(url)
def given(url):
    return requests.get(url)
def either(flag):
    url = app.config["ONE_URL"]
    if flag:
        url = app.config["OTHER_URL"]
    return requests.get(url)
def shared():
    return requests.get(URL)
def own():
    URL = "https://own.dept.gov.uk"
    return requests.get(URL)
class Client:
    def __init__(self):
        self.url = app.config["CLIENT_URL"]
    def get(self, url):
        return requests.get(self.url)`

    expect((await factsOf('http', 'calls.py', text)).map(({line, url}) => [line, url])).toEqual([
      [6, {key: 'AUTH_URL', rest: '/api/{}'}],
      [10, {key: 'SURVEY_URL', rest: '/surveys'}],
      [11, {key: 'SURVEY_URL', rest: '/surveys'}],
      [13, {unresolved: 'decided at run time'}],
      [18, {unresolved: 'decided at run time'}],
      [20, {literal: 'https://all.dept.gov.uk'}],
      [23, {literal: 'https://own.dept.gov.uk'}],
      [28, {key: 'CLIENT_URL'}],
    ])
  })
})

describe('Clients in Python', () => {
  it('are known by their own modules, by their types and by the addresses that they have without another', async () => {
    const text = `from google.cloud import datastore, pubsub_v1
from google.cloud.tasks_v2 import CloudTasksClient, HttpMethod
from notifications_python_client import NotificationsAPIClient
from gql.transport.aiohttp import AIOHTTPTransport
from pika import BlockingConnection, ConnectionParameters, URLParameters
from redis import Redis
from django.conf import settings
class Store:
    def __init__(self, client: datastore.Client):
        self.client = client
        self.tasks = CloudTasksClient()
    def put(self):
        self.client.put(entity)
        self.tasks.create_task(parent=parent)
publisher = pubsub_v1.PublisherClient()
publisher.publish(topic, data)
NotificationsAPIClient(settings.KEY)
NotificationsAPIClient(settings.KEY, base_url=settings.NOTIFY_URL)
AIOHTTPTransport(url="https://graph.dept.gov.uk/graphql")
BlockingConnection(ConnectionParameters("mq.dept.gov.uk"))
cache = Redis.from_url(settings.REDIS_URL)`

    const facts = (await found('clients.py', text)).facts
    expect(
      facts.flatMap((fact) => {
        if (fact.is === 'cloud') return [`${fact.line} ${fact.service} ${fact.operation}`]
        if (fact.is === 'http') return [`${fact.line} ${fact.operation ?? ''} ${JSON.stringify(fact.url)}`]
        if (fact.is === 'database') return [`${fact.line} ${fact.product} ${JSON.stringify(fact.connection)}`]
        if (fact.is === 'queue') return [`${fact.line} ${fact.product} ${fact.operation}`]
        return fact.is === 'address' ? [`${fact.line} ${fact.protocol} ${fact.host}`] : []
      }),
    ).toEqual([
      '13 google-datastore put',
      '14 google-tasks create_task',
      '16 google-pubsub publish',
      '17  {"literal":"https://api.notifications.service.gov.uk"}',
      '18  {"key":"NOTIFY_URL"}',
      '19 GRAPHQL {"literal":"https://graph.dept.gov.uk/graphql"}',
      '19 https graph.dept.gov.uk',
      '20 amqp mq.dept.gov.uk',
      '21 redis {"key":"REDIS_URL"}',
    ])
  })
})

describe('a plan of Celery', () => {
  it('runs tasks by periods, as by lines of cron', async () => {
    const text = `from celery.schedules import crontab
CELERY_BEAT_SCHEDULE = {
    "pull": {"task": "rota.tasks.pull", "schedule": 300.0},
    "push": {
        "task": "rota.tasks.push",
        "schedule": timedelta(hours=1, minutes=30),
    },
    "tidy": {"task": "rota.tasks.tidy", "schedule": crontab(minute=0, hour=4)},
    "later": {"task": "rota.tasks.later", "schedule": period()},
}
SHOWN = {"schedule": 12}
`
    expect(await factsOf('job', 'settings.py', text)).toEqual([
      {is: 'job', schedule: {literal: 'every 300 seconds'}, line: 3},
      {is: 'job', schedule: {literal: 'every 1 hours 30 minutes'}, line: 6},
      {is: 'job', schedule: {literal: '0 4 * * *'}, line: 8},
    ])
  })
})
