import {describe, expect, it} from '@jest/globals'
import {php} from '../../../../../src/collect/source/languages/php/scanner.ts'
import {factsOf, found} from '../scan.ts'

async function edges(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const files = await Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({
      file: {path, sha256: ''},
      found: await found(path, `<?php\n${text}`),
    })),
  )
  return php.link(files, []).map(({from, to, line}) => `${from}:${line} ${to}`)
}

describe('PHP imports', () => {
  it('and declarations are those of the code, not of its comments, its texts or the page around it', async () => {
    const text = `<p>use Page\\Text; class Page {}</p>
<?php namespace Shop\\Web;
// use Shop\\Old; ?> <b>class Between {}</b> <? # class Short {}
use Shop\\Data\\{Order, Line as OrderLine}; use function Shop\\price;
/* class Older {} */
final class Basket extends Base { function all() { return [new OrderLine("class Quoted {}"), \\Shop\\Rules::check()]; } }
$s = <<<END
class Here {}
END;
interface Priced {}`

    expect(await found('basket.php', text)).toMatchObject({
      imports: [
        {specifier: 'Shop\\Data\\Order', line: 4},
        {specifier: 'Shop\\Data\\Line', line: 4},
        {specifier: 'Shop\\price', line: 4},
      ],
      declares: ['Shop\\Web\\Basket', 'Shop\\Web\\Priced'],
      uses: 'Shop\\Web\\Base:6 Shop\\Rules:6',
    })
  })

  it('lead to the classes that they name and to the files that are included', async () => {
    expect(
      await edges({
        'src/Data/Order.php': 'namespace Shop\\Data; class Order {}',
        'src/Web/Base.php': 'namespace Shop\\Web; class Base {}',
        'src/Web/Basket.php': 'namespace Shop\\Web;\nuse shop\\data\\order;\nclass Basket extends Base {}',
        'lib/db.php': '',
        'lib/settings.php': "require 'db.php';",
        'pages/index.php': `require_once __DIR__ . '/../lib/db.php';
include dirname(dirname(__FILE__)) . '/lib/settings.php';
require(ROOT . '/src/Web/Base.php'); // require 'lib/none.php';
require $page;`,
      }),
    ).toEqual([
      'src/Web/Basket.php:3 src/Data/Order.php',
      'src/Web/Basket.php:4 src/Web/Base.php',
      'lib/settings.php:2 lib/db.php',
      'pages/index.php:2 lib/db.php',
      'pages/index.php:3 lib/settings.php',
      'pages/index.php:4 src/Web/Base.php',
    ])
  })

  it('of a class that two files as near declare lead nowhere', async () => {
    expect(
      await edges({'a/X.php': 'class X {}', 'b/X.php': 'class X {}', 'c/use.php': 'new X();', 'a/use.php': 'new X();'}),
    ).toEqual(['a/use.php:2 a/X.php'])
  })
})

const served = async (path: string, text: string): Promise<readonly string[]> =>
  (await factsOf('serves', path, text)).map(({method, path: at}) => `${method} ${'literal' in at ? at.literal : '?'}`)

describe('Endpoints in PHP', () => {
  it('are the routes of Laravel with the prefixes of their groups', async () => {
    const text = `<?php use Illuminate\\Support\\Facades\\Route;
// Route::get('/old', 'x');
Route::get('/orders/{id}', [Orders::class, 'show']);
Route::prefix('admin')->middleware('auth')->group(function () {
  Route::group(['prefix' => 'v1'], function () { Route::match(['put', 'patch'], 'lines', 'x'); });
});`

    expect(await served('routes/web.php', text)).toEqual([
      'GET /orders/{id}',
      'PUT /admin/v1/lines',
      'PATCH /admin/v1/lines',
    ])
  })

  it('are the routes of Mezzio, by the methods that they list', async () => {
    const text = `<?php use Mezzio\\Application;
return static function (Application $app): void {
  $app->get('/a', H::class, 'a');
  $app->route('/b', H::class, ['GET', 'POST'], 'b');
  $app->route(
    '/c', [Guard::class, H::class],
    [RequestMethodInterface::METHOD_PUT], 'c');
  $app->route('/d', H::class)->setName('d');
  $app->route('/e', H::class, Route::HTTP_METHOD_ANY, 'e');
  $app->route('/f', H::class, methods: ['DELETE'], name: 'f');
  // $app->route('/no', H::class, ['GET'], 'no');
};`

    expect(await served('config/routes.php', text)).toEqual([
      'GET /a',
      'GET /b',
      'POST /b',
      'PUT /c',
      'ANY /d',
      'ANY /e',
      'DELETE /f',
    ])
    expect(await served('a.php', "<?php $router->route('/home', ['a' => 1], ['GET']);")).toEqual([])
  })

  it("are Symfony's, as attributes and as annotations", async () => {
    const attributes = `<?php use Symfony\\Component\\Routing\\Attribute\\Route;
#[Route('/shop')] class Orders { #[Route('/orders/{id}', name: 'o', methods: ['GET', 'POST'])] function show() {}
  #[Route('', methods: ['PUT'])] function all() {} }`
    const annotations = `<?php use Symfony\\Component\\Routing\\Annotation\\Route;
/** @Route("/shop") */ class Orders {
  /** @Route("/orders/{id}", methods={"GET"}) */
  public function show() {}
  // @Route("/none")
}`

    expect(await served('Orders.php', attributes)).toEqual([
      'GET /shop/orders/{id}',
      'POST /shop/orders/{id}',
      'PUT /shop',
    ])
    expect(await served('Orders.php', annotations)).toEqual(['GET /shop/orders/{id}'])
  })

  it('may leave out their last parts, stand in groups of FastRoute, and in arrays of Mezzio and Laminas', async () => {
    const fast = `<?php use FastRoute\\RouteCollector;
$r->addGroup('/v1', function (RouteCollector $r) {
  $r->addRoute(['GET', 'POST'], '/ships[/{id:\\d{1,4}}[/dues]]', 'x');
});
$r->addRoute('GET', '/health', 'y');`
    const mezzio = `<?php return ['routes' => [
  ['name' => 'a', 'path' => '/quays', 'middleware' => Quays::class, 'allowed_methods' => ['GET']],
  ['name' => 'b', 'path' => '/berths[/:id]', 'middleware' => [A::class, B::class]],
  ['name' => 'c', 'path' => '/none'],
]];`
    const laminas = `<?php return ['router' => ['routes' => [
  'ships' => ['type' => 'literal', 'options' => ['route' => '/ships'], 'may_terminate' => true, 'child_routes' => [
    'one' => ['type' => Segment::class, 'options' => ['route' => '/:id[/:part]']],
    'group' => ['type' => 'segment', 'options' => ['route' => '/x'], 'child_routes' => [
      'y' => ['type' => 'literal', 'options' => ['route' => '/y']]]]]],
]], 'other' => ['route' => '/none']];`

    expect(await served('routes.php', fast)).toEqual([
      'GET /v1/ships',
      'GET /v1/ships/{id:\\d{1,4}}',
      'GET /v1/ships/{id:\\d{1,4}}/dues',
      'POST /v1/ships',
      'POST /v1/ships/{id:\\d{1,4}}',
      'POST /v1/ships/{id:\\d{1,4}}/dues',
      'GET /health',
    ])
    expect(await served('config/routes.config.php', mezzio)).toEqual(['GET /quays', 'ANY /berths', 'ANY /berths/:id'])
    expect(await served('module.config.php', laminas)).toEqual([
      'ANY /ships',
      'ANY /ships/:id',
      'ANY /ships/:id/:part',
      'ANY /ships/x/y',
    ])
  })

  it('are actions of WordPress, at the one path that they have', async () => {
    const text = `<?php add_action('wp_ajax_total', 'total'); add_action('wp_ajax_nopriv_total', 'total'); add_action('init', 'x');`

    expect(await served('plugin.php', text)).toEqual(['ANY /wp-admin/admin-ajax.php'])
  })

  it('are those of Slim, WordPress, CodeIgniter and Drupal', async () => {
    expect(await served('app.php', `<?php $app->get('/health', fn () => 1); $app->get('cache', 2);`)).toEqual([
      'GET /health',
    ])
    expect(
      await served(
        'rest.php',
        `<?php register_rest_route('shop/v1', '/orders', ['methods' => 'POST', 'callback' => 'x']);`,
      ),
    ).toEqual(['POST /wp-json/shop/v1/orders'])
    expect(await served('config/routes.php', `<?php $route['orders/(:num)'] = 'orders/view/$1';`)).toEqual([
      'ANY /orders/{num}',
    ])
    expect(
      await served(
        'shop.module',
        `<?php function shop_menu() { $items['admin/orders'] = array('title' => 'x'); return $items; }`,
      ),
    ).toEqual(['ANY /admin/orders'])
  })
})

describe('What PHP connects to', () => {
  it('is a server of files that an address names, and files by whole paths', async () => {
    const text = `<?php
$x = file_get_contents('ftp://clerk:opensesame@ftp.shop.gov.uk/in/x.csv');
file_put_contents("ftps://out.shop.gov.uk:990/out/$day.csv", $x);
copy('ftp://third.shop.gov.uk/a', '/data/a');
copy($from, '/data/b'); $this->copy('/data/no', '/data/neither'); // copy('/data/never', '/x');
fopen('ftp://clerk:open/sesame@four.shop.gov.uk/d', 'w');`
    const {facts} = await found('a.php', text)

    expect(
      facts.flatMap((fact) =>
        fact.is === 'file'
          ? [
              [
                fact.line,
                fact.protocol,
                fact.does,
                ...[fact.server, fact.path].flatMap((one) => Object.values(one ?? {})),
              ].join(' '),
            ]
          : [],
      ),
    ).toEqual([
      '2 ftp reads ftp.shop.gov.uk /in/x.csv',
      '3 ftp writes out.shop.gov.uk /out/{}.csv',
      '4 ftp reads third.shop.gov.uk /a',
      '4 local writes /data/a',
      '5 local writes /data/b',
      '6 ftp writes',
    ])
    expect(JSON.stringify(facts)).not.toContain('sesame')
  })

  it('is a database with its machine, without user and password', async () => {
    const text = `<?php
$pdo = new PDO('mysql:host=db.shop.gov.uk;port=3307;dbname=orders', 'clerk', 'opensesame');
$old = mysqli_connect('old.shop.gov.uk', 'clerk', 'opensesame', 'stock');
pg_connect("host=pg.shop.gov.uk dbname=pay user=clerk password=opensesame");
oci_connect('clerk', 'opensesame', '//ora.shop.gov.uk:1521/LEDGER');
sqlsrv_connect('sql.shop.gov.uk', ['Database' => 'hr', 'PWD' => 'opensesame']);
new PDO(getenv('SHOP_DSN'));`

    const facts = (await found('db.php', text)).facts

    expect(facts.flatMap((fact) => (fact.is === 'database' ? [`${fact.line} ${fact.product}`] : []))).toEqual([
      '2 mysql',
      '3 mysql',
      '4 postgresql',
      '5 oracle-database',
      '6 mssqlserver',
      '7 sql',
    ])
    expect(facts.filter((fact) => fact.is === 'address')).toEqual([
      {is: 'address', host: 'db.shop.gov.uk', protocol: 'mysql', port: '3307', database: 'orders', line: 2},
      {is: 'address', host: 'old.shop.gov.uk', protocol: 'mysql', database: 'stock', line: 3},
      {is: 'address', host: 'pg.shop.gov.uk', protocol: 'postgresql', database: 'pay', line: 4},
      {is: 'address', host: 'ora.shop.gov.uk', protocol: 'oracle-database', port: '1521', database: 'LEDGER', line: 5},
      {is: 'address', host: 'sql.shop.gov.uk', protocol: 'mssqlserver', database: 'hr', line: 6},
    ])
    expect(facts.find((fact) => fact.is === 'database' && fact.line === 7)).toMatchObject({
      connection: {key: 'SHOP_DSN'},
    })
    expect(JSON.stringify(facts)).not.toContain('opensesame')
  })

  it('is what is called over HTTP', async () => {
    const text = `<?php use GuzzleHttp\\Client;
const BASE = 'https://pay.shop.gov.uk';
class Pay { private Client $client;
  function __construct(Client $client) { $this->client = $client; }
  function go($id) { $this->client->request('POST', BASE . "/payments/$id"); }
}
$ch = curl_init(); curl_setopt($ch, CURLOPT_URL, getenv('TAX_URL') . '/rates'); curl_setopt($ch, CURLOPT_POST, 1);
file_get_contents('https://rates.shop.gov.uk/all'); file_get_contents('local.txt');
// file_get_contents('https://none.shop.gov.uk/');`

    expect(await factsOf('http', 'Pay.php', text)).toEqual([
      {is: 'http', operation: 'POST', url: {literal: 'https://pay.shop.gov.uk/payments/{}'}, line: 5},
      {is: 'http', url: {key: 'TAX_URL', rest: '/rates'}, line: 7},
      {is: 'http', operation: 'file_get_contents', url: {literal: 'https://rates.shop.gov.uk/all'}, line: 8},
    ])
  })

  it('is tables of SQL text, of builders and of mapped classes', async () => {
    const text = `<?php
$pdo->query("SELECT o.id FROM orders o JOIN lines l ON l.order_id = o.id WHERE o.id = $id");
$sql = <<<SQL
  UPDATE stock SET held = 1
SQL;
DB::table('payments')->where('id', 1)->update(['paid' => 1]);
$this->db->get('customers');
db_query('SELECT n.nid FROM {node} n');
$q = 'UPDATE {cl} SET {cl.status} = :status WHERE {cl.id} = 1';
echo 'select a file from your computer';
$db->query("DELETE FROM $table");`

    expect(
      (await factsOf('sql', 'orders.php', text)).map(({reads, writes, isPartial, line}) => ({
        reads,
        writes,
        ...(isPartial && {isPartial}),
        line,
      })),
    ).toEqual([
      {reads: ['lines', 'orders'], writes: [], line: 2},
      {reads: [], writes: ['stock'], line: 3},
      {reads: [], writes: ['payments'], line: 6},
      {reads: ['customers'], writes: [], line: 7},
      {reads: ['node'], writes: [], line: 8},
      {reads: [], writes: [], isPartial: true, line: 9},
      {reads: [], writes: [], isPartial: true, line: 11},
    ])
    expect(
      await factsOf(
        'mapped',
        'OrderLine.php',
        '<?php use Illuminate\\Database\\Eloquent\\Model;\nclass OrderLine extends Model { }',
      ),
    ).toEqual([{is: 'mapped', entity: 'OrderLine', table: {literal: 'order_lines'}, isByConvention: true, line: 2}])
    expect(
      await factsOf(
        'mapped',
        'Order.php',
        `<?php use Doctrine\\ORM\\Mapping as ORM;\n#[ORM\\Entity]\n#[ORM\\Table(name: '\`shop_orders\`', schema: 'sales')]\nclass Order { }`,
      ),
    ).toEqual([{is: 'mapped', entity: 'Order', table: {literal: 'sales.shop_orders'}, line: 2}])
  })

  it('is in the schema that a class says beside its table', async () => {
    const uses = '<?php use Doctrine\\ORM\\Mapping as ORM;\n'
    const sales = [{is: 'mapped', entity: 'Order', table: {literal: 'sales.orders'}, line: 2}]
    const attributes = "#[ORM\\Entity]\n#[ORM\\Table(name: 'orders', schema: 'sales')]\nclass Order { }"
    const comment = '/** @ORM\\Entity @ORM\\Table(name="orders", schema="sales") */\nclass Order { }'

    expect(await factsOf('mapped', 'Order.php', uses + attributes)).toEqual(sales)
    expect(await factsOf('mapped', 'Order.php', uses + comment)).toEqual(sales)
  })

  it('is queues, mail, files of other machines, jobs, programs, cloud services and settings', async () => {
    const text = `<?php use PhpAmqpLib\\Connection\\AMQPStreamConnection; use Aws\\S3\\S3Client; use Aws\\Sqs\\SqsClient;
use Illuminate\\Console\\Scheduling\\Schedule;
class Nightly { function schedule(Schedule $schedule) { $schedule->command('send')->dailyAt('02:00'); } }
$channel->basic_publish($message, '', 'orders');
mail('clerk@shop.gov.uk', 'x', 'y');
$ftp = ftp_connect('files.shop.gov.uk'); ftp_put($ftp, '/in/orders.csv', $local);
exec('/usr/bin/convert ' . $x); $this->exec('none');
$s3 = new S3Client(['region' => 'eu-west-2']); $s3->putObject(['Bucket' => 'b']);
(new SqsClient([]))->sendMessage(['QueueUrl' => 'https://sqs.eu-west-2.amazonaws.com/1/returns']);
$a = $_ENV['SHOP_KEY']; $b = $_SERVER['HTTP_HOST']; $c = config('shop.limit'); $d = 'getenv("NONE")';
fopen('/var/spool/shop/out.txt', 'w');`

    const facts = (await found('work.php', text)).facts.filter(({is}) => is !== 'address')

    expect(facts).toEqual([
      {is: 'job', schedule: {literal: 'daily at 02:00'}, line: 3},
      {
        is: 'queue',
        product: 'rabbitmq',
        does: 'sends',
        operation: 'basic_publish',
        queue: {literal: 'orders'},
        line: 4,
      },
      {is: 'mail', line: 5},
      {is: 'file', protocol: 'ftp', server: {literal: 'files.shop.gov.uk'}, line: 6},
      {is: 'file', protocol: 'ftp', does: 'writes', path: {literal: '/in/orders.csv'}, line: 6},
      {is: 'process', program: {literal: '/usr/bin/convert {}'}, line: 7},
      {is: 'cloud', service: 'aws-s3', operation: 'putObject', line: 8},
      {is: 'cloud', service: 'aws-sqs', operation: 'sendMessage', line: 9},
      {is: 'queue', product: 'aws-sqs', does: 'sends', operation: 'sendMessage', queue: {literal: 'returns'}, line: 9},
      {is: 'setting', from: 'environment', key: 'SHOP_KEY', line: 10},
      {is: 'setting', from: 'configuration', key: 'shop.limit', line: 10},
      {is: 'file', protocol: 'local', path: {literal: '/var/spool/shop/out.txt'}, does: 'writes', line: 11},
    ])
  })

  it('is called under the name that a file gives a class', async () => {
    const text = `<?php namespace App;
use GuzzleHttp\\Client as HttpClient;
use Alphagov\\Notifications\\Client as Letters;
class A { function __construct(private Letters $letters) {}
  function f() { $http = new HttpClient(); $http->get('https://quays.dept.example/x'); $this->letters->sendSms('a', 'b'); } }`

    expect((await found('A.php', text)).facts.filter(({is}) => is !== 'address')).toEqual([
      {is: 'http', operation: 'GET', url: {literal: 'https://quays.dept.example/x'}, line: 5},
      {is: 'cloud', service: 'govuk-notify', operation: 'sendSms', line: 5},
    ])
  })

  it('is what builders of Laravel join, and calls of services that are no cloud provider’s', async () => {
    const text = `<?php use App\\Models\\Ship; use Alphagov\\Notifications\\Client; use Aws\\S3\\S3ClientInterface;
function f(S3ClientInterface $s3, Client $notify) {
  Ship::query()->leftJoin('quays', fn ($join) => 1)->join('berths as b', 'a', '=', 'b');
  collect($x)->join(', ', ' and '); collect($x)->join('and');
  $s3->getObject(['Key' => 'a']); $notify->sendEmail('a', 'b');
  \\Stripe\\Charge::retrieve($id); config('App'); config('dues.limit'); }`

    const {facts} = await found('Ships.php', text)
    expect(facts).toEqual([
      {is: 'sql', of: 'tables', reads: ['quays'], writes: [], calls: [], line: 3},
      {is: 'sql', of: 'tables', reads: ['berths'], writes: [], calls: [], line: 3},
      {is: 'cloud', service: 'aws-s3', operation: 'getObject', line: 5},
      {is: 'cloud', service: 'govuk-notify', operation: 'sendEmail', line: 5},
      {is: 'setting', from: 'configuration', key: 'dues.limit', line: 6},
      {is: 'cloud', service: 'stripe', operation: 'retrieve', line: 6},
    ])
  })

  it('is nothing in a template', async () => {
    expect((await found('show.blade.php', `<?php exec('ls'); ?>`)).facts).toEqual([])
  })

  it('is told of the rest of a file with a syntax error', async () => {
    const seen = await found('half.php', `<?php\nexec('ls');\nfunction broken( {\nmail('a', 'b');`)

    expect(seen.facts.map(({is, line}) => `${is} ${line}`)).toContain('process 2')
    expect(seen.fault).toBeDefined()
  })
})

describe('Files that PHP exchanges by SFTP', () => {
  it('have their paths on the other machine', async () => {
    const text = `<?php require 'Net/SFTP.php';
$sftp = new Net_SFTP('files.dept.example');
$sftp->put('/in/a.csv', $data);
$sftp->get('/out/b.csv', '/tmp/b.csv');`

    expect(
      (await factsOf('file', 'a.php', text)).map(({line, does, server, path}) =>
        JSON.stringify([line, does, server ?? path]),
      ),
    ).toEqual([
      '[2,null,{"literal":"files.dept.example"}]',
      '[3,"writes",{"literal":"/in/a.csv"}]',
      '[4,"reads",{"literal":"/out/b.csv"}]',
    ])
  })
})

describe('Functions of PHP that are called as classes are', () => {
  it('lead to no class, and attributes do', async () => {
    expect(
      await edges({
        'a/Error.php': 'class Error {}',
        'a/Mark.php': 'class Mark {}',
        'b/use.php': "Error('x');\n#[Mark('x')]\nclass A {}",
      }),
    ).toEqual(['b/use.php:3 a/Mark.php'])
  })
})

describe('Traits of PHP', () => {
  it('are found by the names that the file has', async () => {
    expect(
      await edges({
        'src/A.php': 'namespace Shop\\Mail; class A { use Sends; }',
        'src/Sends.php': 'namespace Shop\\Mail; trait Sends {}',
        'other/Sends.php': 'trait Sends {}',
      }),
    ).toEqual(['src/A.php:2 src/Sends.php'])
  })
})

describe('Addresses in PHP', () => {
  it('are no calls where they stand in a page', async () => {
    const text = `<?php
$link = '<a target="_blank" href="https://help.dept.gov.uk/x">';
$type = '<!DOCTYPE x SYSTEM "http://dtd.dept.gov.uk/x.dtd">';
$api = 'https://api.dept.gov.uk/x';
$agent = getenv('HTTP_USER_AGENT');
Error('failed', 'https://help.dept.gov.uk/e'); echo resourceLink('http://help.dept.gov.uk/f');
if (strpos($_SERVER['HTTP_HOST'], 'www.dept.gov.uk') !== false) exit;`

    expect((await found('a.php', text)).facts).toEqual([
      {is: 'address', host: 'help.dept.gov.uk', protocol: 'https', standing: 'named', line: 2},
      {is: 'address', host: 'api.dept.gov.uk', protocol: 'https', standing: 'connection', line: 4},
      {is: 'address', host: 'help.dept.gov.uk', protocol: 'https', standing: 'named', line: 6},
      {is: 'address', host: 'help.dept.gov.uk', protocol: 'http', standing: 'named', line: 6},
    ])
    expect((await found('locale/en/a.php', text)).facts).toEqual([])
  })
})
