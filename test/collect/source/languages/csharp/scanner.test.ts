import {describe, expect, it} from '@jest/globals'
import {factsOf, found} from '../scan.ts'

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
      {is: 'serves', method: 'GET', path: {literal: '/api/Orders/{id}'}, line: 19},
      {is: 'serves', method: 'POST', path: {literal: '/api/Orders'}, line: 28},
    ])
    const minimal = 'var app = builder.Build();\napp.MapGet("/orders/{id}", (int id) => id); // app.MapGet("/no", x)'
    expect(await factsOf('serves', 'a.cs', minimal)).toEqual([
      {is: 'serves', method: 'GET', path: {literal: '/orders/{id}'}, line: 2},
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
})
