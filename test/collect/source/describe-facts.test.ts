import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** Relations as `from TYPE to`, modules by path and all else by name. */
async function relationsOf(files: Readonly<Record<string, string | Uint8Array>>, ...types: readonly string[]) {
  const {records} = await scanned(files)
  const names = new Map(
    records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
  )
  return records
    .flatMap((record) =>
      record.record === 'relation' && types.includes(record.type)
        ? [
            `${names.get(record.from)} ${record.type} ${names.get(record.to)}${operations(record.attributes.operations)}`,
          ]
        : [],
    )
    .toSorted()
}

function operations(list: unknown): string {
  return Array.isArray(list) && list.some((one) => /\s/.test(String(one))) ? ` (${list.join(', ')})` : ''
}

const orders = `package uk.shop;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.web.bind.annotation.*;
import org.springframework.scheduling.annotation.Scheduled;
import uk.shop.data.*;

@RestController @RequestMapping("/orders")
class Orders {
  private JdbcTemplate jdbc; private JmsTemplate jms; private Ledger ledger;
  @GetMapping("/{id}") Object get(long id) { return jdbc.query("select total from sales.orders where id = ?", id); }
  @PostMapping void add() {
    jdbc.update("insert into sales.orders (id) values (?)", 1);
    jms.convertAndSend("orders.new", "x");
    jms.convertAndSend(System.getenv("OTHER_QUEUE"), "x");
    String s = "https://pay.msti.example/charge"; // https://never.msti.example/
  }
  @Scheduled(cron = "0 2 * * *") void nightly() throws Exception { new ProcessBuilder("/usr/bin/gpg", "--sign").start(); }
}`
const tree = {
  'pom.xml': '<project><groupId>uk.shop</groupId><artifactId>shop</artifactId><version>1</version></project>',
  'src/main/java/uk/shop/Orders.java': orders,
  'src/main/java/uk/shop/data/Ledger.java': 'package uk.shop.data;\npublic class Ledger {}',
  'src/main/java/uk/shop/data/Unused.java': 'package uk.shop.data;\npublic class Unused {}',
}

describe('what code of a language with a folder does', () => {
  it('becomes relations to tables, queues, endpoints and machines', async () => {
    expect(await relationsOf(tree, 'READS', 'WRITES', 'CALLS', 'NAMES', 'IMPORTS')).toEqual(
      [
        'IMPORTS src/main/java/uk/shop/data/Ledger.java',
        'READS sales.orders',
        'WRITES orders.new',
        'WRITES sales.orders',
        'CALLS jms queue',
        'NAMES pay.msti.example',
        'CALLS sql database',
      ]
        .map((what) => `src/main/java/uk/shop/Orders.java ${what}`)
        .toSorted(),
    )
    expect(await relationsOf(tree, 'PART_OF')).toEqual(
      expect.arrayContaining(['GET /orders/{id} PART_OF shop', 'POST /orders PART_OF shop']),
    )
  })

  it('gives its application the names of its settings, jobs and programs', async () => {
    const {records} = await scanned(tree)
    const application = records.find((record) => record.record === 'entity' && record.name === 'shop')

    expect(application).toMatchObject({
      attributes: {
        environmentVariables: [{value: ['OTHER_QUEUE']}],
        programsRun: [{value: ['/usr/bin/gpg']}],
        schedules: [{value: ['0 2 * * *']}],
      },
    })
  })

  it('is counted in a note where it is decided at run time', async () => {
    expect((await scanned(tree)).notes).toContain(
      '1 queue name is decided at run time, or by a setting that is not in the tree: counted, not followed',
    )
  })

  it('is nothing where only tests and examples do it', async () => {
    const aside = {'pom.xml': tree['pom.xml'], 'src/test/java/uk/shop/Orders.java': orders}

    expect(await relationsOf(aside, 'READS', 'WRITES')).toEqual([])
    expect((await relationsOf(aside, 'PART_OF')).filter((line) => line.includes('/orders'))).toEqual([])
  })

  it('is found behind a syntax error too, which is told', async () => {
    const broken = orders.replace('@PostMapping void add() {', '@PostMapping void add( {')
    const {problems} = await scanned({...tree, 'src/main/java/uk/shop/Orders.java': broken})

    expect(problems).toEqual(["src/main/java/uk/shop/Orders.java:12 syntax-error: syntax error: ')' expected"])
    expect(await relationsOf({...tree, 'src/main/java/uk/shop/Orders.java': broken}, 'READS')).toHaveLength(1)
  })
})

describe('a key that code asks for', () => {
  const java = `package uk.shop;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.web.client.RestTemplate;
class Billing {
  @Value("\${billing.url}") String url; @Value("\${queues.paid}") String paid;
  RestTemplate rest; JmsTemplate jms;
  void a(String id) { rest.getForObject(url + "/accounts/" + id, String.class); jms.convertAndSend(paid, id); }
}`
  const files = {
    'pom.xml': tree['pom.xml'],
    'src/main/java/uk/shop/Billing.java': java,
    'src/main/resources/application.yml':
      'billing:\n  url: ${BILLING_URL:http://billing:8080/api}\nqueues.paid: orders.paid\n',
    'src/test/resources/application.yml': 'queues.paid: never\n',
  }

  it('is followed to what the settings of its application give it', async () => {
    expect(await relationsOf(files, 'CALLS', 'WRITES')).toEqual([
      'src/main/java/uk/shop/Billing.java CALLS billing (GET /api/accounts/{})',
      'src/main/java/uk/shop/Billing.java WRITES orders.paid',
    ])
  })

  it('has the places of both as its evidence', async () => {
    const {records} = await scanned(files)
    const places = new Map(
      records.flatMap((record) => (record.record === 'evidence' ? [[record.id, record.locator]] : [])),
    )
    const sent = records.find((record) => record.record === 'relation' && record.type === 'WRITES')

    expect(sent && 'evidence' in sent ? sent.evidence.map((id) => places.get(id)).toSorted() : []).toEqual([
      't/src/main/java/uk/shop/Billing.java:8',
      't/src/main/resources/application.yml:3',
    ])
  })

  it('is followed into a module of settings of Python, whatever it is called there', async () => {
    const python = {
      'pyproject.toml': '[project]\nname = "surge"\nversion = "1"\n',
      'surge/settings.py':
        '"""Where the others are."""\nimport os\nCLOCK = "https://time.msti.example/signal"\nSTORE = os.environ.get("STORE", "postgresql://db.msti.example/surge")\nHELP = "https://help.msti.example"\n',
      'surge/forecast.py':
        'import httpx\nimport psycopg\nfrom surge import settings\ndef now():\n    return httpx.get(settings.CLOCK).json()\ndef store():\n    return psycopg.connect(settings.STORE)\n',
    }

    expect(await relationsOf(python, 'CALLS', 'NAMES')).toEqual([
      'surge/forecast.py CALLS db.msti.example',
      'surge/forecast.py CALLS postgresql database',
      'surge/forecast.py CALLS time.msti.example (GET /signal)',
      'surge/settings.py CALLS db.msti.example',
      'surge/settings.py NAMES help.msti.example',
      'surge/settings.py NAMES time.msti.example',
    ])
  })

  it('has the environment of the file that gives its value, by the folder or the name of that', async () => {
    const files = {
      'pyproject.toml': '[project]\nname = "surge"\nversion = "1"\n',
      'surge/settings/dev.py': 'CLOCK = "https://dev.msti.example/signal"\n',
      'surge/settings/common.py': 'CLOCK = "https://time.msti.example/signal"\n',
      'surge/now.py': 'import httpx\nfrom surge import settings\nnow = httpx.get(settings.CLOCK)\n',
    }
    const {records} = await scanned(files)

    expect(
      records.flatMap((record) =>
        record.record === 'relation' && record.type === 'CALLS' ? [[record.to, record.attributes.environment]] : [],
      ),
    ).toEqual([
      ['host:msti/dev-msti-example', 'development'],
      ['host:msti/time-msti-example', undefined],
    ])
  })

  it('leads to the database of a connection string of .NET, whose password is nowhere', async () => {
    const dotnet = {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
      'Data.cs':
        'using System.Data.SqlClient;\nclass Data { object O() => new SqlConnection(config.GetConnectionString("Shop")); }',
      'appsettings.json': '{"ConnectionStrings": {"Shop": "Server=sql01;Database=Shop;User Id=sa;Password=hunter2"}}',
    }
    const {records} = await scanned(dotnet)

    expect(records).toContainEqual(
      expect.objectContaining({type: 'CALLS', to: 'host:msti/sql01', attributes: {protocol: 'host', database: 'Shop'}}),
    )
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })
})

describe('a file of C#', () => {
  it('imports the files that declare what it uses, in a namespace that it sees', async () => {
    const files = {
      'Web/Usings.cs': 'global using Shop.Rules;',
      'Web/Cart.cs':
        'using Shop.Data;\nnamespace Shop.Web { class Cart { Order order; Line line; Tax tax; Order Nested() => null; } }',
      'Data/Order.cs': 'namespace Shop.Data { public partial class Order {} }',
      'Data/Order.Parts.cs': 'namespace Shop.Data { public partial class Order {} }',
      'Data/Nested.cs': 'namespace Shop.Data { public class Nested {} }',
      'Web/Line.cs': 'namespace Shop.Web;\nclass Line {}',
      'Rules/Tax.cs': 'namespace Shop.Rules { class Tax { } }',
      'Other/Line.cs': 'namespace Shop.Other { class Line { } }',
    }

    expect(await relationsOf(files, 'IMPORTS')).toEqual(
      ['Data/Order.Parts.cs', 'Data/Order.cs', 'Rules/Tax.cs', 'Web/Line.cs'].map(
        (path) => `Web/Cart.cs IMPORTS ${path}`,
      ),
    )
  })
})

describe('a file in another encoding', () => {
  it('is read by its first bytes, or as Windows has it', async () => {
    const text = (name: string): string =>
      `package uk.shop;\nimport uk.shop.data.Ledger;\nclass Caf\u00e9${name} { String s = "caf\u00e9"; }`
    const utf16 = (name: string): Buffer => Buffer.from(`\ufeff${text(name)}`, 'utf16le')
    const files = {
      'a/A.java': utf16('A'),
      'a/B.java': utf16('B').swap16(),
      'a/C.java': Buffer.from(text('C'), 'latin1'),
      'a/D.java': `\ufeff${text('D')}`,
      'a/E.java': `${text('E')}\0`,
      'Ledger.java': 'package uk.shop.data;\nclass Ledger {}',
    }

    expect(await relationsOf(files, 'IMPORTS')).toEqual(
      ['a/A.java', 'a/B.java', 'a/C.java', 'a/D.java'].map((path) => `${path} IMPORTS Ledger.java`),
    )
  })
})
