import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {scanFile} from '../../../../../src/collect/source/languages/scan-file.ts'
import {factsOf, found, parserOf} from '../scan.ts'

const controller = `using System.Configuration;
using System.Data.SqlClient;
using System.Diagnostics;
using System.Messaging;
using System.Net.Mail;
using Amazon.S3;
using Shop.Data;

namespace Shop.Web
{
    // new SqlConnection("Server=old;Database=never"); HttpClient
    [Route("api/[controller]")]
    public class OrdersController : ApiController
    {
        private const string Queue = @".\\private$\\orders";
        private readonly HttpClient _client;
        private readonly IAmazonS3 _s3;

        [HttpGet("{id:int}")]
        public object Get(int id)
        {
            using (var db = new SqlConnection(ConfigurationManager.ConnectionStrings["Shop"].ConnectionString))
            using (var command = new SqlCommand("SELECT o.Id FROM dbo.Orders o JOIN [Sales].[Lines] l ON l.OrderId = o.Id WHERE o.Id = " + id, db)) { }
            var region = Environment.GetEnvironmentVariable("SHOP_REGION");
            return ConfigurationManager.AppSettings["PageSize"];
        }

        [HttpPost]
        public async Task Post()
        {
            await this._client.PostAsync($"{ConfigurationManager.AppSettings["Billing"]}/charges", null);
            var answer = await _client.GetStringAsync("https://pay.msti.example/state");
            var queue = new MessageQueue(Queue);
            await _s3?.PutObjectAsync(new PutObjectRequest());
            new SmtpClient().Send(mail);
            Process.Start(new ProcessStartInfo { FileName = @"C:\\tools\\sign.exe" });
            var text = "_client.GetAsync(\\"https://never.msti.example\\")";
        }
    }
}`

describe('C#', () => {
  it('declares types in its namespaces, and uses names that are types', async () => {
    const {declares, uses, imports} = await found('OrdersController.cs', controller)

    expect(declares).toEqual(['Shop.Web.OrdersController'])
    expect(imports.map(({specifier}) => specifier)).toContain('Shop.Data')
    expect(uses).toMatch(/\bApiController:\d+ .*\bSqlConnection:\d+/)
    expect(uses).not.toMatch(/\bGet:/)
  })

  it('serves what attributes of class and method say together', async () => {
    expect(await factsOf('serves', 'a.cs', controller)).toEqual([
      {is: 'serves', method: 'GET', path: {literal: '/api/Orders/{id}'}, by: 'asp-net', line: 19},
      {is: 'serves', method: 'POST', path: {literal: '/api/Orders'}, by: 'asp-net', line: 28},
    ])
    const minimal = 'var app = builder.Build();\napp.MapGet("/orders/{id}", (int id) => id); // app.MapGet("/no", x)'
    expect(await factsOf('serves', 'a.cs', minimal)).toEqual([
      {is: 'serves', method: 'GET', path: {literal: '/orders/{id}'}, by: 'asp-net', line: 2},
    ])
  })

  it('connects to the database that a key of the settings names, and reads the tables of its SQL', async () => {
    expect(await factsOf('database', 'a.cs', controller)).toContainEqual({
      is: 'database',
      product: 'mssqlserver',
      connection: {key: 'ConnectionStrings:Shop'},
      line: 22,
    })
    expect(await factsOf('sql', 'a.cs', controller)).toEqual([
      {is: 'sql', of: 'tables', reads: ['Sales.Lines', 'dbo.Orders'], writes: [], calls: [], line: 23},
    ])
  })

  it('calls, sends, mails and starts what names and constants of the file say', async () => {
    const {facts} = await found('a.cs', controller)

    expect(facts.filter(({is}) => !['serves', 'database', 'sql', 'setting'].includes(is))).toEqual([
      {is: 'http', operation: 'POST', url: {key: 'Billing', rest: '/charges'}, line: 31},
      {is: 'http', operation: 'GET', url: {literal: 'https://pay.msti.example/state'}, line: 32},
      {is: 'address', host: 'pay.msti.example', protocol: 'https', standing: 'named', line: 32},
      {is: 'queue', product: 'msmq', queue: {literal: '.\\private$\\orders'}, line: 33},
      {is: 'cloud', service: 'aws-s3', operation: 'PutObjectAsync', line: 34},
      {is: 'mail', line: 35},
      {is: 'process', program: {literal: 'C:\\tools\\sign.exe'}, line: 36},
      {is: 'address', host: 'never.msti.example', protocol: 'https', standing: 'named', line: 37},
    ])
    expect(await factsOf('setting', 'a.cs', controller)).toEqual([
      {is: 'setting', from: 'configuration', key: 'ConnectionStrings:Shop', line: 22},
      {is: 'setting', from: 'environment', key: 'SHOP_REGION', line: 24},
      {is: 'setting', from: 'configuration', key: 'PageSize', line: 25},
      {is: 'setting', from: 'configuration', key: 'Billing', line: 31},
    ])
  })

  it('calls the machine that a client is given as its base', async () => {
    const text = `class A { static readonly HttpClient Client = new HttpClient { BaseAddress = new Uri(ConfigurationManager.AppSettings["Register"]) };
  void B(HttpClient other) { other.BaseAddress = new Uri("https://other.msti.example"); var BaseAddress = 1; } }`

    expect(await factsOf('http', 'a.cs', text)).toEqual([
      {is: 'http', url: {key: 'Register'}, line: 1},
      {is: 'http', url: {literal: 'https://other.msti.example'}, line: 2},
    ])
  })

  it('keeps classes in the tables that Entity Framework is told', async () => {
    const text = `using Microsoft.EntityFrameworkCore;
class ShopContext : DbContext {
  public DbSet<Order> Orders { get; set; }
  protected override void OnModelCreating(ModelBuilder builder) { builder.Entity<Order>().ToTable("SalesOrder", "sales"); }
}
class LineMap : IEntityTypeConfiguration<Line> {
  public void Configure(EntityTypeBuilder<Line> builder) { builder.ToTable("OrderLine"); }
}
[Table("Customer", Schema = "crm")] class Customer {}`

    const mapped = await factsOf('mapped', 'a.cs', text)
    expect(mapped.map(({entity, table, isByConvention}) => [entity, table, isByConvention ?? false])).toEqual([
      ['Order', {literal: 'Orders'}, true],
      ['Order', {literal: 'sales.SalesOrder'}, false],
      ['Line', {literal: 'OrderLine'}, false],
      ['Customer', {literal: 'crm.Customer'}, false],
    ])
  })

  it('knows whose table it is by the mapping around it, and reads views', async () => {
    const text = `using Microsoft.EntityFrameworkCore;
class C : DbContext {
  public DbSet<Order> Orders { get; set; }
  void B(ModelBuilder builder) {
    builder.Entity<Order>(entity =>
    {
      entity.HasKey(e => e.Id);
      entity.ToTable("Order", "Sales");
    });
    builder.Entity<Total>(e => e.ToView("Totals"));
  }
}`

    const mapped = await factsOf('mapped', 'a.cs', text)
    expect(mapped.map(({entity, table, isByConvention}) => [entity, table, isByConvention ?? false])).toEqual([
      ['Order', {literal: 'Orders'}, true],
      ['Order', {literal: 'Sales.Order'}, false],
      ['Total', {literal: 'Totals'}, false],
    ])
  })

  it('takes what a client of a cloud says of itself for no call', async () => {
    const text = `using Azure.Storage.Blobs;
class A { void B(BlobContainerClient files) { log(files.Name, files.Uri); files.CreateAsync(); } }`

    expect(await factsOf('cloud', 'a.cs', text)).toEqual([
      {is: 'cloud', service: 'azure-storage-blob', operation: 'CreateAsync', line: 2},
    ])
  })

  it('sees every using of a line, and what other files of its project use for it', async () => {
    const text = 'using System; using System.Data.SqlClient; class A { void B() { new SqlConnection("Server=db1"); } }'
    expect(await factsOf('database', 'a.cs', text)).toHaveLength(1)
    const scanner = scannerOf('a.cs')
    const file = {path: 'a.cs', text: text.replace(/^.*SqlClient; /, ''), given: ['System.Data.SqlClient']}
    if (!scanner) throw new Error('no scanner of C#')
    const {facts, given} = scanFile(scanner, file, await parserOf(scanner.grammar))

    expect(await factsOf('database', 'a.cs', file.text)).toEqual([])
    expect(facts.map(({is}) => is)).toEqual(['database', 'address'])
    expect(given).toBe('System.Data.SqlClient')
  })

  it('is sound where a condition of the compiler parts a statement, and says what both parts say', async () => {
    const text = `using System.Net;
class A { void B() {
  Call(1,
#if NET
    new WebClient().DownloadString("https://new.msti.example/"));
#else
    new WebClient().DownloadString("https://old.msti.example/"));
#endif
} }`
    const {fault, facts} = await found('a.cs', text)

    expect(fault).toBeUndefined()
    expect(facts.filter(({is}) => is === 'http')).toEqual([
      {is: 'http', operation: 'GET', url: {literal: 'https://new.msti.example/'}, line: 5},
      {is: 'http', operation: 'GET', url: {literal: 'https://old.msti.example/'}, line: 7},
    ])
    const broken = await found('a.cs', text.replace('class A {', 'class A { void ( {'))
    expect(broken.fault).toMatchObject({message: expect.stringMatching(/^syntax error/)})
  })

  it('knows an exchange of RabbitMQ from a queue', async () => {
    const text = `using RabbitMQ.Client;
class A { void B(IModel channel) { channel.BasicPublish("", "orders", null, null); channel.BasicPublish("paid", "x", null, null); } }`

    expect(await factsOf('queue', 'a.cs', text)).toEqual([
      {is: 'queue', product: 'rabbitmq', does: 'sends', queue: {literal: 'orders'}, line: 2},
      {is: 'queue', product: 'rabbitmq', does: 'sends', exchange: {literal: 'paid'}, line: 2},
    ])
  })

  it('copies from shares as it copies to them', async () => {
    const text = `using System.IO;
class A { void B(string name) { File.Copy(@"\\\\files.msti.example\\in\\a.csv", name); File.Move(name, @"D:\\out\\a.csv"); } }`

    expect(await factsOf('file', 'a.cs', text)).toEqual([
      {
        is: 'file',
        protocol: 'smb',
        does: 'reads',
        server: {literal: 'files.msti.example'},
        path: {literal: '\\\\files.msti.example\\in\\a.csv'},
        line: 2,
      },
      {is: 'file', protocol: 'local', does: 'writes', path: {literal: 'D:\\out\\a.csv'}, line: 2},
    ])
  })

  it('takes a name for what it is set to around the call, not for another of that name', async () => {
    const text = `class A { string url = "https://field.msti.example"; readonly HttpClient client;
  void B() { var url = "https://b.msti.example"; client.GetAsync(url); }
  void C(string url) { client.GetAsync(url); }
  void D(bool late) { var at = "https://d.msti.example"; if (late) at = "https://e.msti.example"; client.GetAsync(at); }
  void E(Other other) { client.GetAsync(url); client.GetAsync(other.url); client.GetAsync(this.url); } }`

    expect((await factsOf('http', 'a.cs', text)).map(({url}) => url)).toEqual([
      {literal: 'https://b.msti.example'},
      {unresolved: 'decided at run time'},
      {unresolved: 'decided at run time'},
      {literal: 'https://field.msti.example'},
      {unresolved: 'decided at run time'},
      {literal: 'https://field.msti.example'},
    ])
  })

  it('is sound with empty lists, and serves below the group of its chain', async () => {
    const text = `class A { List<int> All { get; set; } = []; int[] None() { Call(x ?? [], []); return []; }
  void B() { app.MapGroup("/orders/{id:int}").MapGet("/lines/{line:guid}", (int id) => []); } }`
    const {fault, facts} = await found('a.cs', text)

    expect(fault).toBeUndefined()
    expect(facts).toEqual([
      {is: 'serves', method: 'GET', path: {literal: '/orders/{id}/lines/{line}'}, by: 'asp-net', line: 2},
    ])
  })

  it('serves below the groups that variables of a block or of the file hold, with the methods that are listed', async () => {
    const text = `var app = WebApplication.Create(args);
var group = app.MapGroup("/admin").RequireAuthorization();
var inner = group.MapGroup("/stock");
group.MapPost("/purge", () => 1);
inner.MapGet("/items", () => 1);
app.MapGroup("/v2").MapGroup("/old").MapGet("/things", () => 1).WithName("things");
app.MapMethods("/both", new[] { "PUT", HttpMethods.Patch }, () => 1);
group.MapMethods("/head", ["HEAD"], () => 1);
app.MapGroup(prefix()).MapDelete("/unknown", () => 1);`

    expect(
      (await factsOf('serves', 'a.cs', text)).map(({line, method, path}) => [line, method, Object.values(path)[0]]),
    ).toEqual([
      [4, 'POST', '/admin/purge'],
      [5, 'GET', '/admin/stock/items'],
      [6, 'GET', '/v2/old/things'],
      [7, 'PUT', '/both'],
      [7, 'PATCH', '/both'],
      [8, 'HEAD', '/admin/head'],
      [9, 'DELETE', 'decided at run time'],
    ])
  })

  it('serves every method that an attribute lists, in the route beside it', async () => {
    const text = `[Route("api/[controller]")]
public class OrdersController {
  [AcceptVerbs("GET", "post")] [Route("both")] public string A() => "";
  [AcceptVerbs("PUT", Route = "put")] public string B() => "";
  [AcceptVerbs(HttpVerbs.Delete)] public string C() => "";
  [HttpHead("top")] public string D() => "";
}`

    expect(
      (await factsOf('serves', 'a.cs', text)).map(({line, method, path}) => [line, method, Object.values(path)[0]]),
    ).toEqual([
      [3, 'GET', '/api/Orders/both'],
      [3, 'POST', '/api/Orders/both'],
      [4, 'PUT', '/api/Orders/put'],
      [5, 'DELETE', '/api/Orders'],
      [6, 'HEAD', '/api/Orders/top'],
    ])
  })

  it('uses types in interpolated texts, behind a colon and as delegates', async () => {
    const text = String.raw`namespace Shop;
public delegate Task Handler(int id);
record Failure(string Why) : Problem(Why);
class A { string s = $"{Rules.Of(1):N2} Never {x.Replace("\"", "}")} {{Neither}}"; string t = "{Nor}"; }
class Last {}`
    const {declares, uses} = await found('a.cs', text)

    expect(declares).toEqual(['Shop.Handler', 'Shop.Failure', 'Shop.A', 'Shop.Last'])
    expect(uses?.split(' ').map((use) => use.replace(/:.*/, ''))).toEqual(
      expect.arrayContaining(['Rules', 'Problem', 'Task']),
    )
    expect(uses).not.toMatch(/Never|Neither|Nor|N2/)
  })

  it('knows a table and a group of endpoints by the variable that holds them, and names of code', async () => {
    const text = `using Microsoft.EntityFrameworkCore;
[Step(ReadMore = "https://nor.msti.example/docs")]
class C : DbContext { void B(ModelBuilder builder) { var order = builder.Entity<Order>(); order.HasKey(x => x.Id); order.ToTable(nameof(Shop.Order));
  var group = app.MapGroup("/orders"); group.MapGet("/open", () => 1); if (origin == "https://never.msti.example") return; } }`

    expect((await found('a.cs', text)).facts).toEqual([
      {is: 'mapped', entity: 'Order', table: {literal: 'Order'}, line: 3},
      {is: 'serves', method: 'GET', path: {literal: '/orders/open'}, by: 'asp-net', line: 4},
    ])
  })

  it('calls the machine that a connection string names, and keeps nothing of its password', async () => {
    const text = `using System.Data.SqlClient; using System.Data.OleDb; using Npgsql; using Microsoft.EntityFrameworkCore;
class A {
  private const string Tides = "Server=v1.dept.example;Database=Tides;User Id=sa;Password=hunter2";
  private readonly SqlConnection own = new SqlConnection();
  void B(DbContextOptionsBuilder options) {
    var a = new SqlConnection("Data Source=sql01\\\\PAY;Initial Catalog=Pay;Pwd=hunter2");
    var b = new SqlConnection(Tides);
    var c = new OleDbConnection("Provider=SQLOLEDB;Data Source=sql02.dept.example,1433;Initial Catalog=Claims;Password=hunter2");
    var d = new NpgsqlConnection("Host=pg01.dept.example;Port=5432;Database=ports;Password=hunter2");
    var e = new SqlConnection();
    e.ConnectionString = "Server=sql03;Database=Ships;Password=hunter2";
    this.own.ConnectionString = @"Server=sql04\\X;Database=Crews";
    var f = new SqlConnection { ConnectionString = "Server=sql05;Database=Docks" };
    options.UseSqlServer("Server=sql06;Database=Fees;Password=hunter2");
  }
}`
    const {facts} = await found('a.cs', text)

    expect(facts.filter(({is}) => is === 'address')).toEqual([
      {is: 'address', host: 'sql01', protocol: 'sqlserver', database: 'Pay', line: 6},
      {is: 'address', host: 'v1.dept.example', protocol: 'sqlserver', database: 'Tides', line: 7},
      {is: 'address', host: 'sql02.dept.example', protocol: 'sqlserver', port: '1433', database: 'Claims', line: 8},
      {is: 'address', host: 'pg01.dept.example', protocol: 'postgresql', port: '5432', database: 'ports', line: 9},
      {is: 'address', host: 'sql03', protocol: 'sqlserver', database: 'Ships', line: 11},
      {is: 'address', host: 'sql04', protocol: 'sqlserver', database: 'Crews', line: 12},
      {is: 'address', host: 'sql05', protocol: 'sqlserver', database: 'Docks', line: 13},
      {is: 'address', host: 'sql06', protocol: 'sqlserver', database: 'Fees', line: 14},
    ])
    expect(JSON.stringify(facts)).not.toMatch(/hunter2|Password|Pwd|User Id/)
  })

  it('calls no machine that a connection string does not name', async () => {
    const strings = [
      ...['Server=localhost;Database=A', 'Server=.;Database=A', 'Server=(local);Database=A', 'Database=A'],
      ...[
        'Server=(localdb)\\\\v11;Database=A',
        'Server={0};Database=A',
        'Server=YOUR_SERVER;Database=A',
        'Server=127.0.0.1',
      ],
      ...[
        'Server=your-server;Database=A',
        'Server=myServerAddress;Database=A',
        'Server=yourserver.database.windows.net',
      ],
    ].map((one) => `new SqlConnection("${one}");`)
    const files = `new SQLiteConnection("Data Source=tides.db"); new OleDbConnection("Provider=Microsoft.Jet.OLEDB.4.0;Data Source=tides.mdb");
new OracleConnection("Data Source=PAYDB;User Id=a"); new SqlConnection("Server=" + name + ";Database=A"); new OdbcConnection("DSN=tides");`
    const text = `using System.Data; using Oracle.ManagedDataAccess.Client; class A { void B(string name) {\n${strings.join('\n')}\n${files} } }`

    expect(await factsOf('address', 'a.cs', text)).toEqual([])
  })

  it('takes what is read of a connection for no string that is given to it', async () => {
    const text = `using System.Data.SqlClient;
class A { void B(SqlConnection c, SqlConnection d) { Log(c.ConnectionString); d.ConnectionString = c.ConnectionString; } }`

    expect(await factsOf('database', 'a.cs', text)).toEqual([
      {is: 'database', product: 'mssqlserver', connection: {unresolved: expect.any(String)}, line: 2},
    ])
  })

  it('calls the machine of a connection string that it holds for other files', async () => {
    const text = `namespace Tides { public static class Settings {
  // const string Old = "Server=never.dept.example;Database=Tides";
  public const string Main = "Server=v1.dept.example;Database=Tides;Password=hunter2";
  public static string Other => "Data Source=v2.dept.example;" + "Initial Catalog=Ports;Pwd=hunter2";
  public const string Here = "Server=localhost;Database=Tides";
  void Say() { Print("Server=v3.dept.example;Database=Tides"); }
} }`
    const {facts} = await found('Settings.cs', text)

    expect(facts).toEqual([
      {
        ...{is: 'address', host: 'v1.dept.example', protocol: 'database', database: 'Tides'},
        standing: 'connection',
        line: 3,
      },
      {
        ...{is: 'address', host: 'v2.dept.example', protocol: 'database', database: 'Ports'},
        standing: 'connection',
        line: 4,
      },
    ])
  })
})
