import {describe, expect, it} from '@jest/globals'
import {attributeValue} from '../../../src/model/entity.ts'
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

/** Endpoints by method and path. */
async function endpointsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await relationsOf(files, 'PART_OF')).flatMap((line) => /^(?:GET|POST|PUT|ANY) \S+/.exec(line)?.[0] ?? [])
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

  it('starts the programs of a line that a shell is given, not what the shell does itself', async () => {
    const {records} = await scanned({
      'pyproject.toml': '[project]\nname = "jobs"\nversion = "1"\n',
      'run.py': `import os
os.system('export DATABASE_URL=x && db-migrate up')
os.system('cd /srv; TZ=UTC report --daily')
os.system('echo done')`,
    })

    expect(records.find((record) => record.record === 'entity' && record.name === 'jobs')).toMatchObject({
      attributes: {programsRun: [{value: ['db-migrate', 'report']}]},
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

describe('what a migration does', () => {
  it('is done once: its tables are those that remain, not those that it reads and writes', async () => {
    const migration = `class Move < ActiveRecord::Migration[7.0]
  class Old < ActiveRecord::Base
    self.table_name = 'old_orders'
  end
  def up
    create_table :orders
    execute "INSERT INTO orders SELECT * FROM old_orders"
    drop_table :old_orders
  end
end`

    expect(await relationsOf({Gemfile: '', 'db/migrate/20260101_move.rb': migration}, 'READS', 'WRITES')).toEqual([
      'application WRITES orders',
    ])
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

  it('is followed through an array of Laravel to the environment', async () => {
    const files = {
      'composer.json': '{"name": "tide/shop", "require": {"laravel/framework": "^9.0"}}',
      '.env': 'PAY_ENDPOINT=https://pay.msti.example/v1/payments\n',
      'config/services.php':
        "<?php\nreturn ['pay' => ['endpoint' => env('PAY_ENDPOINT')], 'time' => ['url' => env('T', 'https://time.msti.example')]];\n",
      'app/Pay.php':
        "<?php\nuse Illuminate\\Support\\Facades\\Http;\nclass Pay { function x() { Http::post(config('services.pay.endpoint'), []); Http::get(config('services.time.url') . '/now'); } }\n",
    }
    expect((await relationsOf(files, 'CALLS')).filter((one) => one.startsWith('app/'))).toEqual([
      'app/Pay.php CALLS pay.msti.example (POST /v1/payments)',
      'app/Pay.php CALLS time.msti.example (GET /now)',
    ])
  })

  it('is no machine behind a word of a list', async () => {
    const files = {
      'requirements.txt': 'django\n',
      'settings.py': 'APPS = [\n    "django_hosts",\n    "sorl.thumbnail",\n]\n',
    }
    expect(await relationsOf(files, 'CALLS')).toEqual([])
  })

  it('may be a machine that a variable has for its default', async () => {
    const files = {
      'requirements.txt': 'psycopg2\n',
      'a.py':
        'import os, psycopg2\npsycopg2.connect(host=os.environ.get("PGHOST", "pg1.msti.example"), dbname="d1")\nPG = os.getenv("PGHOST", "pg2.msti.example")\n',
    }
    expect(await relationsOf(files, 'CALLS', 'NAMES')).toEqual([
      'a.py CALLS pg1.msti.example',
      'a.py CALLS pg2.msti.example',
      'a.py CALLS postgresql database',
    ])
  })

  it('is only named by a class of a package called config, and called in a folder of settings', async () => {
    const url = 'https://licences.msti.example/MIT'
    const files = {
      ...{'pom.xml': tree['pom.xml'], 'composer.json': '{"name": "tide/shop"}'},
      'src/main/java/uk/shop/config/Pages.java': `package uk.shop.config;\nclass Pages { Object of() { return new Note().url("${url}"); } }`,
      'config/shop.php': "<?php return ['url' => 'https://pay.msti.example/'];",
    }
    expect(await relationsOf(files, 'CALLS', 'NAMES')).toEqual([
      'config/shop.php CALLS pay.msti.example',
      'src/main/java/uk/shop/config/Pages.java NAMES licences.msti.example',
    ])
  })

  it('says the product of an address that variables are a part of, and the machine where something gives it', async () => {
    const java =
      'package uk.shop;\nimport org.springframework.jdbc.core.JdbcTemplate;\nclass A { JdbcTemplate j; void x() { j.update("DELETE FROM tide"); } }'
    const told = async (url: string, more: Readonly<Record<string, string>> = {}) => {
      const {records, notes} = await scanned({
        'pom.xml': tree['pom.xml'],
        'src/main/java/uk/shop/A.java': java,
        'src/main/resources/application.properties': `spring.datasource.url=${url}\n`,
        ...more,
      })
      const calls = records.flatMap((one) => (one.record === 'relation' && one.type === 'CALLS' ? [one.to] : []))
      return [
        ...new Set(calls.map((id) => id.replace(/^.*\//, ''))),
        ...notes.flatMap((note) => /^\d+ .* decided at run time/.exec(note) ?? []),
      ].toSorted()
    }

    expect(await told('jdbc:postgresql://${DB_HOST}:${DB_PORT}/${DB_NAME}')).toEqual([
      '1 database connection is decided at run time',
      'postgresql-database',
    ])
    expect(await told('jdbc:postgresql://${DB_HOST:pg6.msti.example}:${DB_PORT:5432}/${DB_NAME:tides}')).toEqual([
      'pg6-msti-example',
      'postgresql-database',
    ])
    expect(await told('jdbc:postgresql://${DB_HOST}:5432/tides', {'.env': 'DB_HOST=pg7.msti.example\n'})).toEqual([
      'pg7-msti-example',
      'postgresql-database',
    ])
  })

  it('is not that of another spelling where something sets the key itself', async () => {
    const asking = (key: string): string =>
      `package main\nimport (\n\t"net/http"\n\t"github.com/spf13/viper"\n)\nfunc main() { http.Get(viper.GetString("${key}") + "/v") }\n`
    const settings = {
      ...{'go.mod': 'module msti.example/tides\n\ngo 1.22\n', '.env': 'SVC_URL=https://env.msti.example\n'},
      'config.yaml': 'svc:\n  url: https://file.msti.example\n',
    }
    const called = async (files: Readonly<Record<string, string>>) =>
      (await relationsOf(files, 'CALLS')).filter((one) => one.startsWith('main.go'))

    expect(await called({...settings, 'main.go': asking('svc.url')})).toEqual([
      'main.go CALLS file.msti.example (GET /v)',
    ])
    expect(await called({...settings, 'config.yaml': '', 'main.go': asking('svc.url')})).toEqual([
      'main.go CALLS env.msti.example (GET /v)',
    ])
  })

  it('is of the environments alone for which its variables are set', async () => {
    const files = {
      'pom.xml': tree['pom.xml'],
      'src/main/resources/application.properties': 'spring.datasource.url=jdbc:postgresql://${DB_HOST}:5432/tides\n',
      'values-staging.yaml': 'env:\n  DB_HOST: pg.staging.msti.example\n',
      'values-dev.yaml': 'env:\n  DB_HOST: pg.dev.msti.example\n',
    }
    const hosts = async (more: Readonly<Record<string, string>> = {}) =>
      (await scanned({...files, ...more})).records.flatMap((record) =>
        record.record === 'relation' && record.to.startsWith('host:') && record.attributes.port === '5432'
          ? [`${record.to.slice(10)} ${String(record.attributes.environment)}`]
          : [],
      )

    expect((await hosts()).toSorted()).toEqual(['pg-dev-msti-example development', 'pg-staging-msti-example staging'])
    expect(await hosts({'values.yaml': 'env:\n  DB_HOST: pg.msti.example\n'})).toEqual(['pg-msti-example undefined'])
  })

  it('has the environment of the section that it stands in', async () => {
    const files = {
      'pom.xml': tree['pom.xml'],
      'src/main/resources/application.yml':
        'rates.url: https://rates.msti.example/\n---\nspring.profiles: dev\nrates.url: https://rates.dev.msti.example/\n',
      'src/main/java/uk/shop/Rates.java':
        'package uk.shop;\nimport org.springframework.beans.factory.annotation.Value;\nimport org.springframework.web.client.RestTemplate;\nclass Rates {\n  @Value("${rates.url}") private String url;\n  Object get(RestTemplate rest) { return rest.getForObject(url + "/today", String.class); }\n}',
    }
    const {records} = await scanned(files)

    expect(
      records.flatMap((record) =>
        record.record === 'relation' && record.type === 'CALLS'
          ? [`${record.from} ${record.to} ${String(record.attributes.environment)}`]
          : [],
      ),
    ).toEqual([
      'component:msti/t#src/main/java/uk/shop/Rates.java host:msti/rates-dev-msti-example development',
      'component:msti/t#src/main/java/uk/shop/Rates.java host:msti/rates-msti-example undefined',
      'component:msti/t#./pom.xml host:msti/rates-msti-example undefined',
      'component:msti/t#./pom.xml host:msti/rates-dev-msti-example development',
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
      'a/F.java': `${text('F')}${'\0'.repeat(50)}`,
      'a/G.java': `${text('G')}\0\u0002`,
      'Ledger.java': 'package uk.shop.data;\nclass Ledger {}',
    }

    expect(await relationsOf(files, 'IMPORTS')).toEqual(
      ['a/A.java', 'a/B.java', 'a/C.java', 'a/D.java', 'a/E.java'].map((path) => `${path} IMPORTS Ledger.java`),
    )
  })
})

describe('SQL of code that also names mapped classes', () => {
  it('is of the tables that it names, where they are known', async () => {
    const files = {
      'A.java': `import jakarta.persistence.*;
@Entity @Table(name = "ORDERS") class Order {}
class A { EntityManager em; String sql = "select count(*) from orders"; String jpql = "select o from Order o"; String other = "delete from nothing"; }`,
    }

    expect(await relationsOf(files, 'READS', 'WRITES')).toEqual(['A.java READS ORDERS'])
    expect((await scanned(files)).notes).toEqual([expect.stringMatching(/^1 mapped class of a query is decided/)])
  })
})

describe('a folder called target', () => {
  it('is left out where a build writes into it, and read where none does', async () => {
    const files = {
      'app/pom.xml': '<project><groupId>g</groupId><artifactId>app</artifactId><version>1</version></project>',
      'app/target/run.sh': 'curl https://never.msti.example/',
      'image/target/run.sh': 'curl https://api.msti.example/',
    }

    expect(await relationsOf(files, 'CALLS')).toEqual(['image/target/run.sh CALLS api.msti.example (GET /)'])
  })
})

describe('a class that Entity Framework maps', () => {
  it('is in no table by the name of its set where something else names its table', async () => {
    const context = (table: string): Record<string, string> => ({
      'C.cs':
        'using Microsoft.EntityFrameworkCore;\nclass C : DbContext { public DbSet<Order> Orders { get; set; } public DbSet<Line> Lines { get; set; } }',
      'M.cs': `using Microsoft.EntityFrameworkCore;\nclass M { void A(EntityTypeBuilder<Order> builder) { builder.ToTable(${table}); } }`,
    })

    expect(await relationsOf(context('nameof(Order)'), 'READS')).toEqual(['C.cs READS Lines', 'M.cs READS Order'])
    expect(await relationsOf(context('Prefix() + "x"'), 'READS')).toEqual(['C.cs READS Lines'])
    const byCode = {
      ...context('nameof(Order)'),
      'H.cs':
        'using Microsoft.EntityFrameworkCore;\nclass H { void A(DbSet<Order> never) { type.SetTableName(type.DisplayName()); } }',
    }
    expect(await relationsOf(byCode, 'READS')).toEqual(['M.cs READS Order'])
  })
})

describe('what a file of C# does', () => {
  it('is found in a file by what others of its project import for it, and an exchange is no queue', async () => {
    const project =
      '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><Using Include="RabbitMQ.Client" /></ItemGroup></Project>'
    const files = {
      'Shop/Shop.csproj': project,
      'Shop/Usings.cs': 'global using System.Data.SqlClient;',
      'Shop/Web/Orders.cs': `class Orders { void A(IModel channel) {
  new SqlCommand("SELECT Id FROM dbo.Orders", connection); channel.BasicPublish("events", "new", null, null); } }`,
      'Old/Old.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
      'Old/Orders.cs': 'class Orders { void A() { new SqlCommand("SELECT Id FROM dbo.Never", connection); } }',
    }

    expect(await relationsOf(files, 'READS', 'WRITES', 'CALLS')).toEqual([
      'Shop/Web/Orders.cs CALLS mssqlserver database',
      'Shop/Web/Orders.cs READS dbo.Orders',
      'Shop/Web/Orders.cs WRITES events',
    ])
    const {records} = await scanned(files)
    expect(
      records.flatMap((record) =>
        record.record === 'entity' && record.name === 'events'
          ? [Object.fromEntries(Object.keys(record.attributes).map((key) => [key, attributeValue(record, key)]))]
          : [],
      ),
    ).toEqual([{type: 'exchange', product: 'rabbitmq', exchange: 'events'}])
  })
})

describe('a queue that a constant of another file names', () => {
  it('is known in PHP, Python, Ruby and Go', async () => {
    const files = {
      'a/composer.json': '{"name": "msti/a"}',
      'a/Queues.php': "<?php\nclass Queues {\n  const PAID = 'php.paid';\n  const PASSWORD = 'never';\n}",
      'a/names.php': "<?php\ndefine('LATE', 'php.late'); define('TWICE', 'one'); define('DB_PASSWORD', 'never');",
      'a/other.php': "<?php define('TWICE', 'two'); // define('LATE', 'none');",
      'a/Late.php':
        '<?php use PhpAmqpLib\\Channel; $channel->basic_publish($m, "", LATE);\n$channel->basic_publish($m, "", TWICE);',
      'a/Pay.php': '<?php use PhpAmqpLib\\Channel; $channel->basic_publish($m, "", Queues::PAID);',
      'b/setup.py': '',
      'b/names.py':
        'PAID = "python.paid"\nclass Names:\n    LATE = "python.late"  # so\n    def f(self):\n        NO = "no"\n',
      'b/pay.py':
        'import pika\nfrom b import names\nfrom b.names import PAID, Names\nchannel.basic_publish("", PAID, x)\nchannel.basic_publish("", Names.LATE, x)\n',
      'c/Gemfile': '',
      'c/names.rb': "module Names\n  PAID = 'ruby.paid'.freeze\nend\n",
      'c/pay.rb': 'require "bunny"\nBunny.new\nexchange.publish(x, routing_key: Shop::Names::PAID)\n',
      'd/go.mod': 'module d\n',
      'd/names/names.go': 'package names\n\nconst (\n\tPaid = "go.paid"\n)\n\nvar Other = "never"\n',
      'd/pay.go':
        'package d\n\nimport (\n\t"d/names"\n\t"github.com/nats-io/nats.go"\n)\n\nfunc f(c *nats.Conn) {\n\tc.Publish(names.Paid, x)\n\tc.Publish(names.Other, x)\n}\n',
    }

    expect(await relationsOf(files, 'WRITES')).toEqual([
      'a/Late.php WRITES php.late',
      'a/Pay.php WRITES php.paid',
      'b/pay.py WRITES python.late',
      'b/pay.py WRITES python.paid',
      'c/pay.rb WRITES ruby.paid',
      'd/pay.go WRITES go.paid',
    ])
  })
})

describe('a connection of Java whose machine a variable gives', () => {
  const java = (text: string): string =>
    `package uk.dues;\nimport java.sql.DriverManager;\nclass Db { void a(String h) throws Exception { DriverManager.getConnection(${text}); } }`
  const pom = '<project><groupId>uk.dues</groupId><artifactId>dues</artifactId><version>1</version></project>'

  it('leads to what the tree sets it to, and is open where nothing does', async () => {
    const files = {
      'pom.xml': pom,
      'docker-compose.yml':
        'services:\n  dues:\n    build: .\n    environment:\n      DUES_DB_HOST: db1.dept.example\n',
      'src/main/java/uk/dues/Db.java': java(
        '"jdbc:oracle:thin:scott/tiger@//" + System.getenv("DUES_DB_HOST") + ":1521/dues?password=lion"',
      ),
      'src/main/java/uk/dues/Other.java': java('"jdbc:postgresql://" + System.getenv("UNSET_HOST") + "/dues"'),
      'src/main/java/uk/dues/Third.java': java('"jdbc:mysql://" + h + "/dues"'),
    }

    expect(await relationsOf(files, 'CALLS')).toEqual(
      expect.arrayContaining([
        'src/main/java/uk/dues/Db.java CALLS db1.dept.example',
        'src/main/java/uk/dues/Db.java CALLS oracle-database database',
        'src/main/java/uk/dues/Other.java CALLS postgresql database',
        'src/main/java/uk/dues/Third.java CALLS mysql database',
      ]),
    )
    const {records, notes} = await scanned(files)
    expect(notes).toContain(
      '2 database connections are decided at run time, or by a setting that is not in the tree: counted, not followed',
    )
    expect(JSON.stringify(records)).not.toMatch(/scott|tiger|lion/)
  })
})

describe('a class of Spring that is of a profile', () => {
  it('does what it does in the environments that the profile is known for', async () => {
    const bean = (profile: string, name: string): string =>
      `package uk.dues;\nimport org.springframework.jms.core.JmsTemplate;\n@Component\n${profile}\n@Order({1})\nclass ${name} { JmsTemplate jms;\n void a() { jms.convertAndSend("${name.toLowerCase()}", "}"); } }`
    const files = {
      'pom.xml': '<project><groupId>uk.dues</groupId><artifactId>dues</artifactId><version>1</version></project>',
      'src/main/java/uk/dues/Dev.java': bean('@Profile({"dev", "test"})', 'Dev'),
      'src/main/java/uk/dues/NotDev.java': bean('@Profile("!dev")', 'NotDev'),
      'src/main/java/uk/dues/Worker.java': bean('@Profile("worker")', 'Worker'),
      'src/main/java/uk/dues/Live.java': bean('// @Profile("dev")', 'Live'),
      'src/main/java/uk/dues/Both.java': `package uk.dues;
import org.springframework.jms.core.JmsTemplate;
class Both { JmsTemplate jms;
  @Bean @Profile("local") void here() { jms.convertAndSend("here", "x"); }
  void all() { jms.convertAndSend("all", "x"); } }`,
    }

    const {records} = await scanned(files)
    const names = new Map(records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name]] : [])))
    expect(
      records
        .flatMap((record) =>
          record.record === 'relation' && record.type === 'WRITES'
            ? [`${names.get(record.to)} ${String(record.attributes.environment)}`]
            : [],
        )
        .toSorted(),
    ).toEqual([
      'all undefined',
      'dev development, test',
      'here development',
      'live undefined',
      'notdev undefined',
      'worker undefined',
    ])
  })
})

describe('endpoints of Java whose paths other files say', () => {
  const pom = '<project><groupId>uk.dues</groupId><artifactId>dues</artifactId><version>1</version></project>'

  it('are put together of constants, those of types above the own too', async () => {
    const files = {
      'pom.xml': pom,
      'src/main/java/uk/dues/Paths.java': `package uk.dues;
public interface Paths { String PREFIX = "/v1" + "/dues"; String SHIPS = "ships"; String SHIPS_PATH = PREFIX + "/" + SHIPS;
  String ID = "\\\\d+"; String PASSWORD = "never"; }`,
      'src/main/java/uk/dues/Base.java': `package uk.dues;
import jakarta.ws.rs.core.Response;
public abstract class Base<T> implements Paths { }`,
      'src/main/java/uk/dues/Other.java':
        'package uk.dues;\npublic final class Other { public static final String ROOT = "/other" + Paths.PREFIX; }',
      'src/main/java/uk/dues/Ships.java': `package uk.dues;
import jakarta.ws.rs.*;
import static uk.dues.Other.ROOT;
@Path(Paths.SHIPS_PATH) public class Ships extends Base<Ship> {
  @GET @Path("/{id:" + ID + "}/" + SHIPS) Object one() { return null; }
  @POST @Path(UNKNOWN) Object none() { return null; }
  @DELETE @Path(ROOT) Object all() { return null; } }`,
    }

    expect(await relationsOf(files, 'PART_OF')).toEqual(
      expect.arrayContaining([
        'DELETE /v1/dues/ships/other/v1/dues PART_OF dues',
        'GET /v1/dues/ships/{id:\\d+}/ships PART_OF dues',
      ]),
    )
    expect((await relationsOf(files, 'PART_OF')).filter((line) => /^[A-Z]+ \//.test(line))).toHaveLength(2)
  })

  it('have what the settings of production give for their keys', async () => {
    const files = {
      'pom.xml': pom,
      'src/main/resources/application.yml': 'api:\n  base: /api/v2\n',
      'src/main/resources/application-dev.yml': 'api:\n  base: /dev\n  late: /late\n',
      'src/main/java/uk/dues/Ships.java': `package uk.dues;
import org.springframework.web.bind.annotation.*;
@RequestMapping({"\${api.base}/ships", "/old"}) class Ships {
  @GetMapping("/{id}") Object one() { return null; }
  @PostMapping Object add() { return null; } }`,
      'src/main/java/uk/dues/Late.java': `package uk.dues;
import org.springframework.web.bind.annotation.*;
@RequestMapping("\${api.late}") class Late { @GetMapping("/{id}") Object one() { return null; } }`,
    }

    expect(await endpointsOf(files)).toEqual([
      'GET /api/v2/ships/{id}',
      'GET /old/{id}',
      'POST /api/v2/ships',
      'POST /old',
    ])
  })
})

describe('endpoints of Symfony', () => {
  it('have the prefix of the nearest folder that the application is told to serve', async () => {
    const controller = (path: string): string =>
      `<?php namespace App;\nuse Symfony\\Component\\Routing\\Attribute\\Route;\n#[Route('/quays')] class A {\n#[Route('${path}', methods: ['GET'])] function a() {}\n}`
    const files = {
      'composer.json': '{"name": "msti/quays"}',
      'config/routes/attributes.yaml':
        'app:\n  resource: ../../src/Controller/\n  type: attribute\nv2:\n  resource:\n    path: ../../src/v2/\n    namespace: App\n  prefix: /v2\nwhen@dev:\n  dev:\n    resource: ../../src/\n    prefix: /never\n',
      'src/Controller/A.php': controller('/{id}'),
      'src/v2/B.php': controller(''),
    }

    expect(await endpointsOf(files)).toEqual(['GET /quays/{id}', 'GET /v2/quays'])
  })
})

describe('tables of CodeIgniter', () => {
  const code = {
    'composer.json': '{"name": "msti/till"}',
    'app/Models/Item.php': `<?php namespace App\\Models;
use CodeIgniter\\Model;
class Item extends Model {
  protected $table = 'items';
  function f() { $this->db->table('sales')->insert($x); $builder->join('till_people AS p', 'a = b'); } }`,
  }
  const settings = (prefix: string): string =>
    `<?php namespace Config;\nuse CodeIgniter\\Database\\Config;\nclass Database extends Config {\n  public array $default = ['DBPrefix' => '${prefix}'];\n  public array $tests = ['DBPrefix' => 'db_'];\n}`

  it('have the prefix that its settings give', async () => {
    expect(await relationsOf({...code, 'app/Config/Database.php': settings('till_')}, 'READS', 'WRITES')).toEqual([
      'app/Models/Item.php READS till_items',
      'app/Models/Item.php READS till_people',
      'app/Models/Item.php WRITES till_sales',
    ])
  })

  it('are open where no settings say the prefix', async () => {
    expect(await relationsOf(code, 'READS', 'WRITES')).toEqual([])
  })
})

describe('endpoints of Python whose router has a prefix', () => {
  it('have the one that registers a blueprint of Flask instead of its own, below the blueprint that it is put in', async () => {
    const files = {
      'setup.py': 'setup(name="match")',
      'a.py': `app = Flask(__name__)
own = Blueprint("own", __name__, url_prefix="/own")
@own.route("/one")
def one(): pass
own.add_url_rule("/two", view_func=two)
app.register_blueprint(own, url_prefix="/v1/match")
plain = Blueprint("plain", __name__, url_prefix="/plain")
@plain.route("/three")
def three(): pass
app.register_blueprint(plain)
twice = Blueprint("twice", __name__, url_prefix="/twice")
@twice.route("/four")
def four(): pass
app.register_blueprint(twice)
app.register_blueprint(twice, name="again", url_prefix="/again")
late = Blueprint("late", __name__, url_prefix="/late")
@late.route("/five")
def five(): pass
app.register_blueprint(late, url_prefix=config.PREFIX)
inner = Blueprint("inner", __name__, url_prefix="/inner")
@inner.route("/six")
def six(): pass
own.register_blueprint(inner)
api = Api(plain, prefix="/v1")
api.add_resource(Eight, "/eight")
`,
      'b.py':
        'from flask import Blueprint\nother = Blueprint("q", __name__, url_prefix="/q")\n@other.route("/seven")\ndef seven(): pass\n',
      'c.py':
        'from flask import Flask\nfrom b import other\nPREFIX = "/v2/q"\ndef create_app():\n    app = Flask(__name__)\n    app.register_blueprint(\n        other,  # of b\n        url_prefix=PREFIX,\n    )\n',
    }

    expect(await endpointsOf(files)).toEqual([
      'ANY /plain/v1/eight',
      'ANY /v1/match/two',
      'GET /again/four',
      'GET /plain/three',
      'GET /twice/four',
      'GET /v1/match/inner/six',
      'GET /v1/match/one',
      'GET /v2/q/seven',
      'GET /{}/five',
    ])
  })

  it('have those of all the routers of FastAPI that take it in', async () => {
    const files = {
      'setup.py': 'setup(name="shop")',
      'app/main.py':
        'from app.api.main import api_router\napp = FastAPI()\napp.include_router(api_router, prefix=settings.API, dependencies=[Depends(x)])\n',
      'app/api/main.py':
        'from app.api import items, users\napi_router = APIRouter()\napi_router.include_router(items.router, dependencies=[Depends(x)], prefix="/items")\napi_router.include_router(users.router)\n',
      'app/api/items.py': 'router = APIRouter()\n@router.get("/{id}")\ndef f(): pass\n',
      'app/api/users.py': 'router = APIRouter(prefix="/users")\n@router.get("/me")\ndef f(): pass\n',
      'app/alone.py': 'alone = APIRouter(prefix="/alone")\n@alone.get("/x")\ndef f(): pass\n',
      'app/beside.py': 'from app.alone import alone\n@alone.get("/y")\ndef f(): pass\n',
    }

    expect(await endpointsOf(files)).toEqual(['GET /alone/x', 'GET /alone/y', 'GET /{}/items/{id}', 'GET /{}/users/me'])
  })
})

describe('endpoints of Python whose prefix another file says', () => {
  it('have it: of blueprints, of routers and of lists of paths', async () => {
    const files = {
      'setup.py': 'setup(name="shop")',
      'app/__init__.py':
        'def make(application):\n    from app.orders.rest import orders_blueprint\n    application.register_blueprint(orders_blueprint, url_prefix="/orders")\n',
      'app/orders/rest.py':
        'orders_blueprint = Blueprint("orders", __name__)\n@orders_blueprint.route("/<id>", methods=["POST"])\ndef f(): pass\n',
      'app/v2/__init__.py': 'v2 = Blueprint("v2", __name__, url_prefix="/v2")\n',
      'app/v2/rest.py': 'from app.v2 import v2\n@v2.route("/letters")\ndef f(): pass\n',
      'api/main.py':
        'from fastapi import FastAPI\nfrom .routers import users\napp.include_router(users.router, prefix="/api")\n# app.include_router(users.router, prefix="/never")\n',
      'api/routers/users.py':
        'from fastapi import APIRouter\nrouter = APIRouter(prefix="/users")\n@router.get("/{id}")\ndef f(): pass\n',
      'site/urls.py': 'urlpatterns = [path("shop/", include("shop.urls"))]\n',
      'shop/urls.py': 'urlpatterns = [path("carts/", include("shop.carts.urls")), path("help/", view)]\n',
      'shop/carts/urls.py':
        'lines = [path("line/", view)]\nurlpatterns = [path("<int:id>/", view), path("<int:id>/", include(lines))]\n',
      'shop/bills/urls.py':
        'bill_patterns = [path("notes/", include("shop.notes.urls"))]\nurlpatterns = [path("<int:bill>/", include(bill_patterns))]\n',
      'shop/notes/urls.py': 'urlpatterns = [path("all/", view)]\n',
      'old/urls.py':
        'urlpatterns = [path("old/", include("twice.api_urls")), path("new/", include("twice.api_urls"))]\n',
      'twice/api_urls.py':
        'from rest_framework import routers\nrouter = routers.SimpleRouter()\nrouter.register(r"notes", View)\nurlpatterns = [path("v1/", include(router.urls))]\n',
    }

    expect(await endpointsOf(files)).toEqual([
      'ANY /<int:bill>/notes/all',
      'ANY /new/v1/notes',
      'ANY /old/v1/notes',
      'ANY /shop/carts/<int:id>',
      'ANY /shop/carts/<int:id>/line',
      'ANY /shop/help',
      'GET /api/users/{id}',
      'GET /v2/letters',
      'POST /orders/<id>',
    ])
  })
})

describe('a client of GOV.UK Notify', () => {
  it('calls that, and no address that is sent by it', async () => {
    const files = {
      Gemfile: 'gem "notifications-ruby-client"',
      'send.rb': 'Notifications::Client.new(key)\nWORDS = {messages_url: "https://messages.msti.example"}\n',
    }

    expect(await relationsOf(files, 'CALLS', 'NAMES')).toEqual([
      'send.rb CALLS api.notifications.service.gov.uk',
      'send.rb NAMES messages.msti.example',
    ])
  })
})

describe("tables of Django's models", () => {
  it('are those of classes that are models by classes of other files too', async () => {
    const files = {
      'setup.py': 'setup(name="shop")',
      'shop/core/models.py': `from django.db import models
class BaseModel(models.Model):
    class Meta:
        abstract = True
class Kind(BaseModel):
    class Meta(BaseModel.Meta):
        abstract = True
class Helper:
    pass
`,
      'shop/orders/models.py': `from shop.core.models import BaseModel, Kind
from shop.core import models as core
from shop.core.models import Helper
@register()
class Order(BaseModel):
    pass
class Line(core.Kind):
    class Meta:
        db_table = "order_line"
class Rush(Order):
    pass
class Late(Order):
    class Meta:
        proxy = True
class Sum(Helper, Unknown):
    pass
class Event(Kind):
    pass
`,
      'shop/bills/models/event.py': 'from ...core.models import Kind\nclass Event(Kind):\n    pass\n',
      'shop/orders/migrations/0001_initial.py': `from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(name="Order", fields=[]),
        migrations.CreateModel(name="Rush", fields=[]),
        migrations.CreateModel(name="Event", fields=[]),
    ]
`,
      'shop/search/models.py': 'from somewhere import Order\nclass Base(Order):\n    pass\n',
      'shop/search/orders/models.py': 'from shop.search.models import Base\nclass Order(Base):\n    pass\n',
      'shop/bills/apps.py': 'class Bills(AppConfig):\n    name = "shop.bills"\n    label = "bill_payments"  # so\n',
      'shop/bills/migrations/0001_initial.py': `from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel(name="Event", fields=[])]
`,
    }

    expect(await relationsOf(files, 'READS')).toEqual([
      'shop/bills/models/event.py READS bill_payments_event',
      'shop/orders/models.py READS order_line',
      'shop/orders/models.py READS orders_event',
      'shop/orders/models.py READS orders_order',
      'shop/orders/models.py READS orders_rush',
    ])
  })
})

describe("endpoints of Django's lists of paths", () => {
  it('have the prefixes of all the lists that take theirs in, whatever these are called', async () => {
    const files = {
      'setup.py': 'setup(name="shop")',
      'config/urls.py': `from django.urls import include, path
from config import api_urls
from shop.staff.urls import staff_paths
more = [path("ping", ping), *staff_paths]
urlpatterns = [
    path("v3/", include((api_urls.v3_urls, "api"), namespace="api-v3")),
    path("v4/", include((api_urls.v4_urls, "api"), namespace="api-v4")),
] + more
if DEBUG:
    urlpatterns += [path("__debug__/", include(debug.urls))]
`,
      'config/api_urls.py': `from django.urls import include, path
from rest_framework import routers
from shop.orders import urls as order_urls
from shop.bills import urls as bill_urls
router_v3 = routers.SimpleRouter()
router_v3.register(r"adviser", Advisers)
v3_urls = [
    path(
        "",
        include(
            (order_urls.urls_v3, "orders"),
            namespace="orders",
        ),
    ),
] + router_v3.urls
v4_urls = [
    path("", include((order_urls.urls_v4, "orders"), namespace="orders")),
    path("bills/", include((bill_urls, "bills"))),
]
`,
      'shop/orders/urls.py': `from django.urls import path
urls_v3 = [path("order", orders), path("order/<uuid:pk>", order)]
urls_v4 = [path("order", orders_v4)]
`,
      'shop/bills/urls.py': `from django.urls import path
person = [path("edit", edit)]
urlpatterns = [path("<int:pk>", bill), re_path(r"^user/(?P<name>[\\w@.]+)/", include(person))]
`,
      'shop/staff/urls.py': `from django.urls import path
staff_paths = [path("staff/", staff)]
schema = make_schema(patterns=staff_paths)
`,
      'shop/alone/urls.py': 'from django.urls import path\nothers = [path("alone/", alone)]\n',
      'shop/orders/admin.py': `from django.urls import path
class OrderAdmin(ModelAdmin):
    def get_urls(self):
        return [path("merge/", self.merge)] + super().get_urls()
`,
    }

    expect(await endpointsOf(files)).toEqual([
      'ANY /alone',
      'ANY /ping',
      'ANY /staff',
      'ANY /v3/adviser',
      'ANY /v3/order',
      'ANY /v3/order/<uuid:pk>',
      'ANY /v4/bills/<int:pk>',
      'ANY /v4/bills/user/(?P<name>[\\w@.]+)/edit',
      'ANY /v4/order',
    ])
  })

  it('stand below what a router of its REST framework is nested in', async () => {
    const files = {
      'setup.py': 'setup(name="shop")',
      'shop/urls.py': `from rest_framework import routers
router = routers.SimpleRouter()
router.register(r"orders", Orders)
lines_router = NestedSimpleRouter(router, r"orders", lookup="order")
lines_router.register(r"lines", Lines)
urlpatterns = [url(r"^v1/", include(router.urls)), url(r"^v1/", include(lines_router.urls))]`,
      'bills/urls.py': `from rest_framework.routers import DefaultRouter
router = DefaultRouter()
router.register("bills", Bills)
urlpatterns = router.urls
`,
    }

    expect(await endpointsOf(files)).toEqual(['ANY /bills', 'ANY /v1/orders', 'ANY /v1/orders/{order_pk}/lines'])
  })
})

describe('endpoints of Laravel', () => {
  it('have the prefix of their route file, and of a resource what is left of it', async () => {
    const files = {
      'composer.json': '{"name": "msti/shop"}',
      'app/Providers/RouteServiceProvider.php':
        "<?php Route::group(['middleware' => 'web'], function () { require base_path('routes/web.php'); });\nRoute::group(['middleware' => 'auth:api', 'prefix' => 'api'], function () { require base_path('routes/api.php'); });",
      'routes/web.php': "<?php Route::get('/help', 'x');",
      'routes/api.php':
        "<?php Route::resource('orders', Orders::class, ['except' => ['create', 'edit', 'update']]);\nRoute::apiResource('lines', Lines::class)->only(['index']);",
    }

    expect((await relationsOf(files, 'PART_OF')).filter((line) => /^(?:GET|POST|PUT|DELETE) /.test(line))).toEqual([
      'DELETE /api/orders/{id} PART_OF msti/shop',
      'GET /api/lines PART_OF msti/shop',
      'GET /api/orders PART_OF msti/shop',
      'GET /api/orders/{id} PART_OF msti/shop',
      'GET /help PART_OF msti/shop',
      'POST /api/orders PART_OF msti/shop',
    ])
  })
})

describe('queues of jobs of Ruby', () => {
  it('are written to by whoever gives them a job, wherever its class says its queue', async () => {
    const files = {
      Gemfile: 'gem "sidekiq"',
      'app/jobs/mail_job.rb':
        'class MailJob\n  include Sidekiq::Job\n  sidekiq_options(\n    retry: 3, queue: :send_mail\n  )\n  def perform; end\n  def self.again; perform_in(5, 1); end\nend\n',
      'app/jobs/plain_job.rb':
        'module Shop\n  class PlainJob\n    include Sidekiq::Worker\n    sidekiq_options retry: 3\n  end\nend\n',
      'app/jobs/other_job.rb':
        'class OtherJob < ApplicationJob\n  queue_as :late\nend\nclass OpenJob < ApplicationJob\nend\nclass RunJob < ApplicationJob\n  queue_as { pick }\nend\n',
      'app/caller.rb': `class Caller
  def go
    MailJob.perform_async(1)
    ::Shop::PlainJob.perform_in(5.minutes, 1)
    MailJob.set(queue: "other_q").perform_async(1)
    OtherJob.set(wait: 5).perform_later(1)
    OpenJob.perform_later(1)
    RunJob.perform_later(1)
    worker.perform_async(1)
    MailJob.set(queue:).perform_async(1)
    Sidekiq::Client.push("class" => "MailJob", "queue" => "pushed_q", "args" => [])
    Sidekiq::Client.push("class" => MailJob, "args" => [])
    Sidekiq::Client.enqueue_to("to_q", MailJob, 1)
    # MailJob.set(queue: "never").perform_async(1)
  end
end
`,
    }

    expect(await relationsOf(files, 'READS', 'WRITES')).toEqual([
      'app/caller.rb WRITES default',
      'app/caller.rb WRITES late',
      'app/caller.rb WRITES other_q',
      'app/caller.rb WRITES pushed_q',
      'app/caller.rb WRITES send_mail',
      'app/caller.rb WRITES to_q',
      'app/jobs/mail_job.rb READS send_mail',
      'app/jobs/mail_job.rb WRITES send_mail',
      'app/jobs/other_job.rb READS late',
      'app/jobs/plain_job.rb READS default',
    ])
  })
})

describe("a table of Hibernate's", () => {
  const boot = `<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies><dependency>
<groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId><version>3.2.0</version></dependency></dependencies></project>`
  const classes = {
    'pom.xml': boot,
    'src/main/java/a/A.java': 'package a;\nimport jakarta.persistence.*;\n@Entity public class ListSearchConfig {}',
    'src/main/java/a/B.java':
      'package a;\nimport jakarta.persistence.*;\n@Entity @Table(name = "HTTPLogLine", schema = "Fees") public class B {}',
    'src/main/java/a/C.java':
      'package a;\nimport jakarta.persistence.*;\n@Entity(name = "Payer2Bank") public class C {\n  Object f(EntityManager m) { return m.createQuery("select p from Payer2Bank p where p.id = 1"); } }',
    'src/main/resources/db/migration/V1__a.sql': 'CREATE TABLE list_search_config (id bigint);',
  }
  const tablesRead = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => [
    ...new Set((await relationsOf(files, 'READS')).map((line) => line.replace(/.* READS /, ''))),
  ]
  const asWritten = ['ListSearchConfig', 'Fees.HTTPLogLine', 'Payer2Bank'].toSorted()

  it('is written with underlines under Spring Boot alone', async () => {
    expect((await tablesRead(classes)).toSorted()).toEqual(['fees.httplog_line', 'list_search_config', 'payer2bank'])
    const plain = '<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>'
    expect((await tablesRead({...classes, 'pom.xml': plain})).toSorted()).toEqual(asWritten)
  })

  it('is as it is written where a setting or code says how tables are named', async () => {
    const setting = 'spring:\n  jpa:\n    hibernate:\n      naming:\n        physical-strategy: '
    const path = 'src/main/resources/application.yml'
    const standard = `${setting}org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl\n`
    expect((await tablesRead({...classes, [path]: standard})).toSorted()).toEqual(asWritten)
    const same = `${setting}org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy\n`
    expect(await tablesRead({...classes, [path]: same})).toContain('list_search_config')
    const code = 'class N extends PhysicalNamingStrategyStandardImpl {}'
    expect((await tablesRead({...classes, 'src/main/java/a/N.java': code})).toSorted()).toEqual(asWritten)
    const remark = 'class N {} // no LocalContainerEntityManagerFactoryBean'
    expect(await tablesRead({...classes, 'src/main/java/a/N.java': remark})).toContain('list_search_config')
  })
})

describe('a table that is named by convention', () => {
  it('counts only where the migrations of its application make it, if they make any', async () => {
    const files = {
      Gemfile: '',
      'db/schema.rb': 'create_table "orders" do |t|\nend\ncreate_table "oauth_tokens" do |t|\nend\n',
      'app/models/order.rb': 'class Order < ApplicationRecord\nend',
      'app/models/oauth/token.rb': 'class Oauth::Token < ApplicationRecord\nend',
    }

    expect(await relationsOf(files, 'READS')).toEqual(['app/models/order.rb READS orders'])
    expect((await scanned(files)).notes).toContain(
      '1 table is decided at run time, or by a setting that is not in the tree: counted, not followed',
    )
  })
})

it('knows a service of a cloud by one name, whatever each language calls it by', async () => {
  const client =
    "import {SecretsManager} from '@aws-sdk/client-secrets-manager'\nnew SecretsManager().getSecretValue({})\n"
  const python = "import boto3\nboto3.client('secretsmanager').get_secret_value(SecretId='x')\n"
  const csharp =
    'using Amazon.SecretsManager;\nclass Keys { AmazonSecretsManagerClient client = new(); void Get() { client.GetSecretValueAsync(null); } }\n'

  expect(
    await relationsOf(
      {'a.ts': client, 'b.py': python, 'c.cs': csharp, 'd.sh': 'aws secretsmanager get-secret-value\n'},
      'CALLS',
    ),
  ).toEqual(['a.ts', 'b.py', 'c.cs', 'd.sh'].map((path) => `${path} CALLS aws-secretsmanager`))
})

describe('a call whose machine only a run decides', () => {
  it('is counted in every language, whatever path stands behind it; this machine itself is none', async () => {
    const {notes} = await scanned({
      'a.sh': 'curl "https://$1/api/x"\ncurl http://localhost:8080/health\n',
      'b.py': 'import requests\nrequests.get(f"https://{host}.dept.example/x")\n',
    })

    expect(notes).toContain(
      '2 called addresses are decided at run time, or by a setting that is not in the tree: counted, not followed',
    )
  })
})
