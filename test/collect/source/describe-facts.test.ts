import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** Relations as `from TYPE to`, modules by path and all else by name. */
async function relationsOf(files: Readonly<Record<string, string>>, ...types: readonly string[]) {
  const {records} = await scanned(files)
  const names = new Map(
    records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
  )
  return records
    .flatMap((record) =>
      record.record === 'relation' && types.includes(record.type)
        ? [`${names.get(record.from)} ${record.type} ${names.get(record.to)}`]
        : [],
    )
    .toSorted()
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
    expect(await relationsOf(tree, 'READS', 'WRITES', 'CALLS', 'IMPORTS')).toEqual(
      [
        'IMPORTS src/main/java/uk/shop/data/Ledger.java',
        'READS sales.orders',
        'WRITES orders.new',
        'WRITES sales.orders',
        'CALLS jms queue',
        'CALLS pay.msti.example',
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
