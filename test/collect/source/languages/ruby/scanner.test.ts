import {describe, expect, it} from '@jest/globals'
import {ruby} from '../../../../../src/collect/source/languages/ruby/scanner.ts'
import {factsOf, found} from '../scan.ts'

async function edges(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const files = await Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
  )
  return ruby.link(files, []).map(({from, to, line}) => `${from}:${line} ${to}`)
}

describe('Ruby imports', () => {
  it('and declarations are those of the code, not of its comments and texts', async () => {
    const text = `require 'json' # require 'none'
=begin
require 'older'
=end
require_relative "../rules"
module Shop
  class Basket < Base
    NAME = "class Quoted; require 'text'"
    SQL = <<~SQL
      class Here
    SQL
    class Line; end
  end
end
require File.expand_path('../late', __FILE__)
__END__
require 'data'
`

    expect(await found('lib/shop/basket.rb', text)).toMatchObject({
      imports: [
        {specifier: 'json', line: 1},
        {specifier: '../rules', line: 5},
        {specifier: './late', line: 15},
      ],
      declares: ['Shop::Basket', 'Shop::Basket::Line'],
      uses: 'Base:7 NAME:8 SQL:9 File:15',
    })
  })

  it('lead to required files, and to what declares a constant in the scopes around it', async () => {
    expect(
      await edges({
        'lib/shop.rb': "require 'shop/order'\nrequire 'json'",
        'lib/shop/order.rb': 'module Shop\n  class Order\n    LIMIT = 3\n  end\nend',
        'app/models/line.rb': 'class Line < ApplicationRecord\nend',
        'app/models/shop/line.rb': 'module Shop\n  class Line\n    Order.find(1)\n  end\nend',
        'app/jobs/send_job.rb':
          "class SendJob\n  def perform = Line.find(Shop::Order::LIMIT)\nend\nrequire_relative '../models/line'",
        'other/json.rb': '',
      }),
    ).toEqual([
      'lib/shop.rb:1 lib/shop/order.rb',
      'app/models/shop/line.rb:3 lib/shop/order.rb',
      'app/jobs/send_job.rb:2 app/models/line.rb',
      'app/jobs/send_job.rb:2 lib/shop/order.rb',
    ])
  })
})

const served = async (path: string, text: string): Promise<readonly string[]> =>
  (await factsOf('serves', path, text)).map(({method, path: at}) => `${method} ${'literal' in at ? at.literal : '?'}`)

describe('Endpoints in Ruby', () => {
  it('are the routes of Rails with what is around them', async () => {
    const text = `Rails.application.routes.draw do
  root 'home#index'
  get '/health', to: 'health#show' # get '/old'
  namespace :admin do
    resources :orders, only: [:index, :show] do
      post :pay, on: :member
      collection { get :late }
      resources :lines, only: :create
    end
  end
  scope '/v1' do
    match 'search' => 'search#run', via: [:get, :post]
  end
  resource :basket, only: [:show]
end`

    expect(await served('config/routes.rb', text)).toEqual([
      'GET /',
      'GET /health',
      'GET /admin/orders',
      'GET /admin/orders/{id}',
      'POST /admin/orders/{id}/pay',
      'GET /admin/orders/late',
      'POST /admin/orders/{order_id}/lines',
      'GET /v1/search',
      'POST /v1/search',
      'GET /basket',
    ])
  })

  it("are Sinatra's", async () => {
    expect(await served('app.rb', `require 'sinatra'\nget '/orders/:id' do\n  'x'\nend\nget('key')`)).toEqual([
      'GET /orders/:id',
    ])
  })
})

describe('What Ruby connects to', () => {
  it('is a database with its machine, without user and password', async () => {
    const text = `PG.connect(host: 'pg.shop.gov.uk', dbname: 'pay', password: 'opensesame')
Mysql2::Client.new(host: 'my.shop.gov.uk', database: 'stock', password: 'opensesame')
TinyTds::Client.new(host: 'sql.shop.gov.uk', password: 'opensesame', database: 'hr')
ActiveRecord::Base.establish_connection(adapter: 'postgresql', host: 'ar.shop.gov.uk', database: 'web')
Sequel.connect(ENV.fetch('SHOP_DB'))`

    const facts = (await found('db.rb', text)).facts
    const machines = facts.flatMap((fact) =>
      fact.is === 'address' ? [`${fact.line} ${fact.protocol} ${fact.host} ${fact.database}`] : [],
    )

    expect(machines).toEqual([
      '1 postgresql pg.shop.gov.uk pay',
      '2 mysql my.shop.gov.uk stock',
      '3 mssqlserver sql.shop.gov.uk hr',
      '4 postgresql ar.shop.gov.uk web',
    ])
    expect(facts.find((fact) => fact.is === 'database' && fact.line === 5)).toMatchObject({
      connection: {key: 'SHOP_DB'},
    })
    expect(JSON.stringify(facts)).not.toContain('opensesame')
  })

  it('is what is called over HTTP', async () => {
    const text = `BASE = 'https://pay.shop.gov.uk'.freeze
class Pay
  def initialize; @conn = Faraday.new(url: ENV['TAX_URL']); end
  def go(id)
    Net::HTTP.get(URI("#{BASE}/payments/#{id}"))
    @conn.post('/rates')
    HTTParty.get(BASE + '/all')
    # HTTParty.get('https://none.shop.gov.uk')
  end
end`

    expect(await factsOf('http', 'pay.rb', text)).toEqual([
      {is: 'http', url: {key: 'TAX_URL'}, line: 3},
      {is: 'http', operation: 'GET', url: {literal: 'https://pay.shop.gov.uk/payments/{}'}, line: 5},
      {is: 'http', operation: 'POST', url: {literal: '/rates'}, line: 6},
      {is: 'http', operation: 'GET', url: {literal: 'https://pay.shop.gov.uk/all'}, line: 7},
    ])
  })

  it('is tables of SQL text and of mapped classes', async () => {
    const text = `connection.execute("SELECT o.id FROM orders o WHERE o.id = #{id}")
connection.execute(<<~SQL)
  UPDATE stock SET held = 1
SQL
connection.execute("DELETE FROM #{table}")
puts "select a file from your computer"`

    expect((await factsOf('sql', 'orders.rb', text)).map(({reads, writes, line}) => ({reads, writes, line}))).toEqual([
      {reads: ['orders'], writes: [], line: 1},
      {reads: [], writes: ['stock'], line: 2},
      {reads: [], writes: [], line: 5},
    ])
    const models = `class OrderLine < ApplicationRecord; end
class Person < ActiveRecord::Base
  self.table_name = 'shop_people'
end
class Other < Base; end`
    expect(await factsOf('mapped', 'm.rb', models)).toEqual([
      {is: 'mapped', entity: 'OrderLine', table: {literal: 'order_lines'}, isByConvention: true, line: 1},
      {is: 'mapped', entity: 'Person', table: {literal: 'shop_people'}, line: 3},
    ])
  })

  it('is queues, mail, files of other machines, programs, cloud services and settings', async () => {
    const text = `class SendWorker
  include Sidekiq::Worker
  sidekiq_options queue: 'nightly', retry: 3
  def s3 = @s3
  def perform
    s3 = Aws::S3::Client.new(region: 'eu-west-2')
    s3.put_object(bucket: 'b')
    Aws::SQS::Client.new.send_message(queue_url: 'https://sqs.eu-west-2.amazonaws.com/1/returns')
    ftp = Net::FTP.new('files.shop.gov.uk')
    ftp.putbinaryfile(local, '/in/orders.csv')
    OrderMailer.sent(1).deliver_later
    system('/usr/bin/convert', x)
    \`ls #{x}\`
    ENV['SHOP_KEY']; ENV.fetch('SHOP_URL', nil); 'ENV["NONE"]'
    File.open('/var/spool/shop/out.txt', 'w')
  end
end`

    const facts = (await found('work.rb', text)).facts.filter(({is}) => is !== 'address')

    expect(facts).toEqual([
      {is: 'queue', product: 'sidekiq', does: 'receives', queue: {literal: 'nightly'}, line: 3},
      {is: 'cloud', service: 'aws-s3', operation: 'put_object', line: 7},
      {is: 'cloud', service: 'aws-sqs', operation: 'send_message', line: 8},
      {is: 'queue', product: 'aws-sqs', does: 'sends', operation: 'send_message', queue: {literal: 'returns'}, line: 8},
      {is: 'file', protocol: 'ftp', server: {literal: 'files.shop.gov.uk'}, line: 9},
      {is: 'file', protocol: 'ftp', does: 'writes', path: {literal: '/in/orders.csv'}, line: 10},
      {is: 'mail', line: 11},
      {is: 'process', program: {literal: '/usr/bin/convert'}, line: 12},
      {is: 'process', program: {literal: 'ls {}'}, line: 13},
      {is: 'setting', from: 'environment', key: 'SHOP_KEY', line: 14},
      {is: 'setting', from: 'environment', key: 'SHOP_URL', line: 14},
      {is: 'file', protocol: 'local', path: {literal: '/var/spool/shop/out.txt'}, does: 'writes', line: 15},
    ])
  })

  it('is what a schedule file runs by the clock', async () => {
    expect(
      await factsOf(
        'job',
        'config/schedule.rb',
        `every 1.day, at: '4:30 am' do\n  runner 'X'\nend\nevery '0 3 * * *' do\n  rake 'y'\nend`,
      ),
    ).toEqual([
      {is: 'job', schedule: {literal: 'every 1 day at 4:30 am'}, line: 1},
      {is: 'job', schedule: {literal: '0 3 * * *'}, line: 4},
    ])
  })
})

describe('Files that Ruby exchanges by SFTP and SCP', () => {
  it('have their paths on the other machine', async () => {
    const text = `Net::SFTP.start('files.dept.example', 'batch') do |sftp|
  sftp.upload!('/tmp/a.csv', '/in/a.csv')
  sftp.download!('/out/b.csv', '/tmp/b.csv')
end
Net::SCP.upload!('old.dept.example', 'batch', '/tmp/c.csv', '/in/c.csv')
Net::SCP.download!('old.dept.example', 'batch', '/out/d.csv', '/tmp/d.csv')`

    expect(
      (await factsOf('file', 'a.rb', text)).flatMap(({line, does, path}) =>
        path ? [JSON.stringify([line, does, path])] : [],
      ),
    ).toEqual([
      '[2,"writes",{"literal":"/in/a.csv"}]',
      '[3,"reads",{"literal":"/out/b.csv"}]',
      '[5,"writes",{"literal":"/in/c.csv"}]',
      '[6,"reads",{"literal":"/out/d.csv"}]',
    ])
  })
})

describe("Endpoints of Rails' route files", () => {
  const served = async (text: string): Promise<readonly string[]> =>
    (await factsOf('serves', 'config/routes.rb', `App.routes.draw do\n${text}\nend`)).map(
      ({method, path}) => `${method} ${'literal' in path ? path.literal : '?'}`,
    )

  it('stand below scopes by symbol, by a setting and by path', async () => {
    expect(
      await served(`scope App.prefix, shallow_path: App.prefix do
  scope :bulk do
    get "/find" => "bulk#find"
  end
  scope module: 'x' do
    get :plain
  end
  scope path: "p" do
    get :below
  end
end`),
    ).toEqual(['GET /{}/bulk/find', 'GET /{}/plain', 'GET /{}/p/below'])
  })

  it('have the keys of their resources', async () => {
    expect(
      await served(`resources :topical_events, path: "topical-events", only: [] do
  resources :offsite_links, only: %i[show]
end
resources :people, only: [:show], param: :slug do
  resources :news, only: [:index]
end
resources :order_items, as: :items, path: "items", only: [] do
  get :late
end`),
    ).toEqual([
      'GET /topical-events/{topical_event_id}/offsite_links/{id}',
      'GET /people/{slug}',
      'GET /people/{person_slug}/news',
      'GET /items/{item_id}/late',
    ])
  })

  it('leave out what is around where they are shallow', async () => {
    expect(
      await served(`namespace :admin do
  resources :editions, only: [] do
    resources :remarks, only: %i[create destroy], shallow: true do
      get :confirm, on: :member
    end
  end
end`),
    ).toEqual([
      'POST /admin/editions/{edition_id}/remarks',
      'DELETE /admin/remarks/{id}',
      'GET /admin/remarks/{id}/confirm',
    ])
  })

  it('of a concern are those of each that takes it over, and none of its own', async () => {
    expect(
      await served(`concern :attachable do
  resources :files, only: [:create] do
    get :order, on: :collection
  end
end
resources :orders, only: [], concerns: :attachable
resources :lines, only: [] do
  concerns :attachable
end`),
    ).toEqual([
      'POST /orders/{order_id}/files',
      'POST /lines/{line_id}/files',
      'GET /orders/{order_id}/files/order',
      'GET /lines/{line_id}/files/order',
    ])
  })

  it('are none where only tests have them', async () => {
    expect(await served('if Rails.env.test?\n  get "/never" => "a#b"\nend\nget "/ever" => "a#b"')).toEqual([
      'GET /ever',
    ])
  })
})

describe('Constants of Ruby', () => {
  it('lead to the file that is named after them, to no class that is opened again, and from production to no test', async () => {
    const texts = {
      'lib/shop.rb': 'module Shop\n  class Gone < StandardError; end\nend',
      'app/models/concerns/order/late.rb': 'module Order::Late\n  class Part\n  end\nend',
      'lib/patches/string.rb': 'class String\nend',
      'test/support/base.rb': 'class Helper\nend',
      'app/models/order.rb': 'class Order\n  include Order::Late\n  Shop.name\n  String.new\n  Helper.new\nend',
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(ruby.link(files, []).map(({from, to, line}) => `${from}:${line} ${to}`)).toEqual([
      'app/models/order.rb:2 app/models/concerns/order/late.rb',
      'app/models/order.rb:3 lib/shop.rb',
    ])
  })
})

describe('A file of Ruby is read whole', () => {
  it('for variables in texts that are filled in, and programs between backticks', async () => {
    expect(await factsOf('setting', 'lib/store.rb', 'puts "#{ENV[\'STORE\']}/orders"')).toEqual([
      {is: 'setting', from: 'environment', key: 'STORE', line: 1},
    ])
    expect(await factsOf('process', 'lib/store.rb', "don't = 1\nputs `tar cf a b`")).toHaveLength(1)
  })

  it('not for backticks and addresses in comments', () => {
    const text = '# Calls `store`, see "https://shop.example".\nclass Store\nend\n'

    expect('skim' in ruby && ruby.skim({path: 'lib/store.rb', text}).isOfInterest).toBe(false)
  })
})

describe('Names in Ruby', () => {
  it('are those of the method that sets or takes them, else of the file', async () => {
    const text = `require "net/http"
BASE = "https://all.dept.gov.uk"
class Client
  def one
    url = ENV.fetch("ONE_URL")
    Net::HTTP.get(URI(url))
  end
  def two
    url = "#{ENV["TWO_URL"]}/two"
    [1].each { Net::HTTP.get(URI(url)) }
  end
  def given(url)
    Net::HTTP.get(URI(url))
  end
  def other
    Net::HTTP.get(URI(url))
  end
  def all
    Net::HTTP.get(URI(BASE))
  end
end
`

    expect((await factsOf('http', 'a.rb', text)).map(({line, url}) => [line, url])).toEqual([
      [6, {key: 'ONE_URL'}],
      [10, {key: 'TWO_URL', rest: '/two'}],
      [13, {unresolved: 'decided at run time'}],
      [16, {unresolved: 'decided at run time'}],
      [19, {literal: 'https://all.dept.gov.uk'}],
    ])
  })
})

describe('What Ruby uses by the name of its class', () => {
  it('is GOV.UK Notify, an object of S3, a table that a class of another class names, a variable that is asked for', async () => {
    const text = `class Redetermination < Determination
  self.table_name = 'determinations'
  def go
    Notifications::Client.new(Rails.configuration.key).send_email(a: 1)
    Notifications::Client.new(key, ENV["NOTIFY_URL"])
    o = Aws::S3::Object.new(bucket_name: b, key: k)
    o.put(body: x)
    Alert.notify(x).deliver_now!
    ENV.key?("MOCKED")
  end
end
class Migration
  def up
    Class.new(Base) { self.table_name = 'late' }
  end
end
`
    const {facts} = await found('app/models/redetermination.rb', text)
    expect(
      facts.flatMap((fact) => {
        if (fact.is === 'mapped') return [`${fact.line} ${fact.entity} ${JSON.stringify(fact.table)}`]
        if (fact.is === 'http') return [`${fact.line} ${JSON.stringify(fact.url)}`]
        if (fact.is === 'cloud') return [`${fact.line} ${fact.service} ${fact.operation}`]
        if (fact.is === 'setting') return [`${fact.line} ${fact.key}`]
        return fact.is === 'mail' ? [`${fact.line} mail`] : []
      }),
    ).toEqual([
      '2 Redetermination {"literal":"determinations"}',
      '4 {"literal":"https://api.notifications.service.gov.uk"}',
      '5 NOTIFY_URL',
      '5 {"key":"NOTIFY_URL"}',
      '7 aws-s3 put',
      '8 mail',
      '9 MOCKED',
    ])
  })
})

describe('Sequel', () => {
  it('names tables by symbols, written where the chain of calls changes them, and classes', async () => {
    const text = `require 'sequel'
D2 = Sequel.connect(ENV.fetch('DATABASE_URL', 'mysql2://bell@maria.lamps.example/toll'))
D2[:horns].insert(a: 1)
DB[:rings].where(old: false).all
DB[Sequel[:toll][:charges]].insert(ship: s)
DB.from(:berths).where(a: 2).update(a: 1)
CACHE[:key].where(x: 1)
class Ring < Sequel::Model(:ring_models); end
class Horn < Sequel::Model; end
`
    const facts = (await found('app.rb', text)).facts
    const tables = facts.flatMap((fact) => {
      if (fact.is === 'sql') return [`${fact.line} ${fact.reads.join()} > ${fact.writes.join()}`]
      return fact.is === 'mapped' ? [`${fact.line} ${fact.entity} ${JSON.stringify(fact.table)}`] : []
    })

    expect(tables).toEqual([
      '3  > horns',
      '4 rings > ',
      '5  > toll.charges',
      '6  > berths',
      '8 Ring {"literal":"ring_models"}',
      '9 Horn {"literal":"horns"}',
    ])
    expect(facts.find((fact) => fact.is === 'address')).toMatchObject({
      host: 'maria.lamps.example',
      protocol: 'mysql',
      database: 'toll',
    })
  })

  it('is not taken for what a file calls so that has nothing of it', async () => {
    expect(await factsOf('sql', 'a.rb', 'DB[:rings].first\nDB[:rings].map { 1 }\n')).toEqual([])
    expect(await factsOf('sql', 'a.rb', 'DB[:rings].where(a: 1).first\n')).toMatchObject([{reads: ['rings']}])
  })
})

describe('Resources of Rails', () => {
  it('have the words that path_names give their actions, of what is around them too', async () => {
    const text = `Rails.application.routes.draw do
  resources :tier_forms, only: %i[new create], path: "tier", path_names: { new: "" }
  scope path_names: { new: "add", :edit => "change" } do
    resources :orders, only: [:new, :edit]
    resource :basket, only: [:edit], path_names: { edit: "pack" }
  end
end
`
    const served = await factsOf('serves', 'config/routes.rb', text)
    expect(served.map(({method, path}) => `${method} ${'literal' in path ? path.literal : '?'}`)).toEqual([
      'POST /tier',
      'GET /tier',
      'GET /orders/add',
      'GET /orders/{id}/change',
      'GET /basket/pack',
    ])
  })
})

describe('Doorkeeper', () => {
  it('serves its own paths below its scope, but for the controllers that are left out', async () => {
    const text = `Rails.application.routes.draw do
  use_doorkeeper
  scope "/v1" do
    use_doorkeeper scope: "auth" do
      skip_controllers :applications, :authorized_applications, :token_info
      controllers tokens: "tokens"
    end
  end
end
`
    const served = await factsOf('serves', 'config/routes.rb', text)
    expect(served.map(({line, method, path}) => `${line} ${method} ${'literal' in path ? path.literal : '?'}`)).toEqual(
      [
        '2 GET /oauth/authorize/native',
        '2 GET /oauth/authorize',
        '2 POST /oauth/authorize',
        '2 DELETE /oauth/authorize',
        '2 POST /oauth/token',
        '2 POST /oauth/revoke',
        '2 POST /oauth/introspect',
        '2 GET /oauth/token/info',
        '2 GET /oauth/applications',
        '2 POST /oauth/applications',
        '2 GET /oauth/applications/new',
        '2 GET /oauth/applications/{id}/edit',
        '2 GET /oauth/applications/{id}',
        '2 PATCH /oauth/applications/{id}',
        '2 DELETE /oauth/applications/{id}',
        '2 GET /oauth/authorized_applications',
        '2 DELETE /oauth/authorized_applications/{id}',
        '4 GET /v1/auth/authorize/native',
        '4 GET /v1/auth/authorize',
        '4 POST /v1/auth/authorize',
        '4 DELETE /v1/auth/authorize',
        '4 POST /v1/auth/token',
        '4 POST /v1/auth/revoke',
        '4 POST /v1/auth/introspect',
      ],
    )
  })
})
