import {describe, expect, it} from '@jest/globals'
import {said, saidTogether} from './said.ts'

const servedBy = (text: string, path?: string): readonly string[] =>
  said(text, path).flatMap((one) => (/^\d+ serves /.test(one) ? [one.replace(/^\d+ serves /, '')] : []))

describe('endpoints of TypeScript and JavaScript', () => {
  it.each([
    [
      'Express',
      `const express = require('express')
const app = express()
const orders = express.Router()
orders.get('/:id', show)
orders.route('/lines').get(list).post(add)
app.use('/orders', auth, orders)
app.all(['/a', '/b'], (req, res) => res.end())
app.get('port')
app.set('/not', true)
// app.get('/comment', x)
const text = "app.get('/text', x)"`,
      ['GET /orders/:id', 'GET /orders/lines', 'POST /orders/lines', 'ANY /a', 'ANY /b'],
    ],
    [
      'Express with types',
      `import express, {Router, type Express} from 'express'
export function install(app: Express) { app.post('/install', (req, res) => res.end()) }
const inner = Router()
inner.delete('/x', drop)
const outer = Router().use('/inner', inner)
const app = express()
app.use('/outer', outer)`,
      ['POST /install', 'DELETE /outer/inner/x'],
    ],
    [
      'Express in functions of its own',
      `import express from 'express'
const server = express()
function configure(one: ReturnType<typeof express>) { one.get('/typed', show) }
function install(other: any, prefix: string) { other.get('/passed', show) }
install(server, '/x')
module.exports = (app) => { app.get('/given', show); app.get('/nothing', {x: 1}) }`,
      ['GET /typed', 'GET /passed', 'GET /given'],
    ],
    [
      'Fastify',
      `import Fastify from 'fastify'
const app = Fastify({logger: true})
app.get('/health', async () => 'ok')
app.route({method: ['GET', 'POST'], url: '/both', handler})
app.register(async function (inner) { inner.put('/:id', put) }, {prefix: '/v1'})`,
      ['GET /health', 'GET /both', 'POST /both', 'PUT /v1/:id'],
    ],
    [
      'Koa',
      `const Router = require('@koa/router')
const router = new Router({prefix: '/api'})
router.get('order', '/orders/:id', show).post('/orders', add)
router.post('orders.list', list)
const Koa = require('koa'), mount = require('koa-mount')
const app = new Koa(), inner = new Router()
inner.get('/x', show)
app.use(mount('/inner', inner.routes()))`,
      ['GET /api/orders/:id', 'POST /api/orders', 'POST /api/orders.list', 'GET /inner/x'],
    ],
    [
      'Hapi',
      `const Hapi = require('@hapi/hapi')
const server = Hapi.server({port: 3000})
server.route({method: 'GET', path: '/orders/{id}', handler})
server.route([{method: '*', path: '/any', handler}, {method: ['PUT', 'PATCH'], path: '/both', handler}])`,
      ['GET /orders/{id}', 'ANY /any', 'PUT /both', 'PATCH /both'],
    ],
    [
      'Hono',
      `import {Hono} from 'hono'
const orders = new Hono()
orders.get('/:id', (c) => c.text('x'))
const app = new Hono().basePath('/api')
app.route('/orders', orders)
app.get('/health', (c) => c.text('ok'))`,
      ['GET /api/orders/:id', 'GET /api/health'],
    ],
    [
      'NestJS',
      `import {Controller, Get, Post as Add} from '@nestjs/common'
const base = 'orders'
@Controller(base)
export class Orders {
  @Get(':id') one() {}
  @Add() add() {}
}
@Controller({path: ['a', 'b'], version: '1'})
export class Both { @Get('x') x() {} }`,
      ['GET /orders/:id', 'POST /orders', 'GET /a/x', 'GET /b/x'],
    ],
    [
      'GraphQL, where its path is named',
      `import {ApolloServer} from '@apollo/server'
import {expressMiddleware} from '@apollo/server/express4'
import express from 'express'
const server = new ApolloServer({typeDefs})
express().use('/graphql', cors(), expressMiddleware(server))`,
      ['ANY /graphql'],
    ],
    [
      'functions of Azure',
      `import {app} from '@azure/functions'
app.http('orders', {methods: ['GET'], route: 'orders/{id}', handler})`,
      ['GET /api/orders/{id}'],
    ],
  ])('%s', (_, text, expected) => {
    expect(servedBy(text)).toEqual(expected)
  })

  it('are made of files by their place', () => {
    const route = "export async function GET() {}\nexport const POST = async () => {}\nexport const dynamic = 'auto'"
    const loader =
      "import {json} from '@remix-run/node'\nexport const loader = () => json({})\nexport default function Page() {}"

    expect(servedBy(route, 'app/(shop)/api/orders/[id]/route.ts')).toEqual([
      'GET /api/orders/{id}',
      'POST /api/orders/{id}',
    ])
    expect(servedBy('export default handler', 'src/pages/api/orders/[...rest].js')).toEqual(['ANY /api/orders/{rest}'])
    expect(servedBy('export default handler', 'src/pages/orders.js')).toEqual([])
    expect(servedBy(route, 'src/routes/orders/+server.ts')).toEqual(['GET /orders', 'POST /orders'])
    expect(servedBy(loader, 'app/routes/_shop.orders.$id.tsx')).toEqual(['GET /orders/{id}'])
    expect(servedBy("import {json} from 'elsewhere'\nexport const loader = 1", 'app/routes/orders.tsx')).toEqual([])
  })

  it('stand behind the prefixes that other modules put before their routers', async () => {
    const files = {
      'app.js':
        "const express = require('express')\nconst app = express()\napp.use('/api', require('./routes'))\napp.use('/old', require('./routes/orders'))",
      'routes/index.js':
        "const router = require('express').Router()\nrouter.use('/orders', require('./orders'))\nrouter.get('/health', (q, s) => s.end())\nmodule.exports = router",
      'routes/orders.js':
        "const {Router} = require('express')\nconst orders = Router()\norders.get('/:id', show)\nmodule.exports = orders",
      'routes/alone.js': "const router = require('express').Router()\nrouter.get('/alone', x)\nmodule.exports = router",
      'server.ts':
        "import Fastify from 'fastify'\nimport {lines} from './plugins'\nFastify().register(lines, {prefix: '/lines'})",
      'plugins/index.ts': "export * from './lines.js'",
      'plugins/lines.ts': "export async function lines(fastify) { fastify.get('/:id', show) }",
    }

    expect(await saidTogether(files)).toEqual([
      'plugins/lines.ts:1 serves GET /lines/:id',
      'routes/alone.js:2 serves GET /alone',
      'routes/index.js:3 serves GET /api/health',
      'routes/orders.js:3 serves GET /api/orders/:id',
      'routes/orders.js:3 serves GET /old/:id',
    ])
  })

  it('stand behind the prefixes of routers that functions of other modules make', async () => {
    const files = {
      'app.ts':
        "import express from 'express'\nimport routes from './routes'\nimport {json} from './json'\nconst app = express()\napp.use(json())\napp.use('/api', routes({}))",
      'json.ts': 'export const json = () => (q, s, n) => n()',
      'paths.ts': "export const base = '/people/:id'",
      'routes/index.ts':
        "import {Router} from 'express'\nimport {base} from '../paths'\nimport names from './names'\nexport default function routes(services) {\n  const router = Router()\n  const guards = [check]\n  router.use(base, ...guards, names(services))\n  router.get('/health', show)\n  return router\n}",
      'routes/names.ts':
        "import {Router} from 'express'\nexport default function names(services) {\n  const router = Router({mergeParams: true})\n  router.post('/name', save)\n  return router\n}",
    }

    expect(await saidTogether(files)).toEqual([
      'routes/index.ts:8 serves GET /api/health',
      'routes/names.ts:4 serves POST /api/people/:id/name',
    ])
  })

  it('are told in no time whatever paths NestJS is to leave out', async () => {
    const places = `${'a'.repeat(40)}/b`
    const files = {
      'main.ts': `import {NestFactory} from '@nestjs/core'
import {Module, Controller, Get} from '@nestjs/common'
@Controller('x') class Own { @Get('${places}') one() {} @Get(':id') two() {} @Get('health/live/now') three() {} }
@Module({controllers: [Own]}) class All {}
async function start() {
  const app = await NestFactory.create(All)
  app.setGlobalPrefix('api', {exclude: ['x/${'(.*)a'.repeat(18)}c', 'x/${':a'.repeat(90)}', 'x/health/*rest']})
}`,
    }

    expect(await saidTogether(files)).toEqual([
      'main.ts:3 serves GET /api/x/:id',
      `main.ts:3 serves GET /api/x/${places}`,
      'main.ts:3 serves GET /x/health/live/now',
    ])
  })

  it('stand behind what NestJS puts before the controllers of a module and of the application', async () => {
    const controller = (name: string, path: string, own = '') =>
      `import {Controller, Get} from '@nestjs/common'\n@Controller('${path}')\nexport class ${name} {\n  @Get(${own})\n  list() {}\n}`
    const files = {
      'src/main.ts': `import {NestFactory} from '@nestjs/core'
import {AppModule} from './app.module'
async function bootstrap() {
  const app = await NestFactory.create(AppModule)
  app.setGlobalPrefix('api', {exclude: ['health/(.*)', {path: 'metrics', method: RequestMethod.GET}]})
  await app.listen(3000)
}`,
      'src/routes.ts': "export enum Base { Students = 'students' }",
      'src/app.module.ts': `import {Module, forwardRef} from '@nestjs/common'
import {ConfigModule} from '@nestjs/config'
import {RouterModule} from '@nestjs/core'
import {StudentsModule} from './students.module'
import {HealthController, MetricsController} from './controllers'
import {Base} from './routes'
@Module({
  imports: [ConfigModule.forRoot(), forwardRef(() => StudentsModule), RouterModule.register([{path: Base.Students, module: StudentsModule}])],
  controllers: [HealthController, MetricsController],
})
export class AppModule {}`,
      'src/students.module.ts': `import {Module} from '@nestjs/common'
import {LoansController} from './controllers'
const controllers = [LoansController]
@Module({controllers: [...controllers]})
export class StudentsModule {}`,
      'src/controllers/index.ts': "export * from './health'\nexport * from './metrics'\nexport * from './loans'",
      'src/controllers/health.ts': controller('HealthController', 'health', "'live'"),
      'src/controllers/metrics.ts': controller('MetricsController', 'metrics'),
      'src/controllers/loans.ts': controller('LoansController', 'loans', "':id'"),
      'src/controllers/alone.ts': controller('AloneController', 'alone'),
      'test/app.ts':
        "import {NestFactory} from '@nestjs/core'\nimport {AppModule} from '../src/app.module'\nNestFactory.create(AppModule)",
    }

    expect(await saidTogether(files)).toEqual([
      'src/controllers/alone.ts:4 serves GET /alone',
      'src/controllers/health.ts:4 serves GET /health/live',
      'src/controllers/loans.ts:4 serves GET /api/students/loans/:id',
      'src/controllers/metrics.ts:4 serves GET /metrics',
    ])
  })

  it('are objects in the form of routes of Hapi, where what makes a server of it imports them', async () => {
    const route = "{method: 'GET', path: '/orders/{id}', handler: show}"
    const files = {
      'server.js':
        "import Hapi from '@hapi/hapi'\nimport routes from './routes/index.js'\nconst server = Hapi.server()\nserver.route(routes)\nserver.route({method: 'GET', path: '/here', handler: show})",
      'routes/index.js': "import orders from './orders.js'\nexport default [...orders]",
      'routes/paths.js': "export const LINES = {uri: '/lines', page: {deep: {deeper: {deepest: '/deep'}}}}",
      'routes/orders.js': `import {LINES} from './paths.js'
export default [
  ${route},
  {method: ['POST', 'PUT'], path: LINES.uri, options: {handler: async () => 1}},
  {method: '*', path: LINES.page.deep.deeper.deepest, config: {handler}},
  {method: 'GET', path: 'no/route', handler: show},
  {method: 'GET', path: '/nobody-handles-it'},
  {method: verb, path: '/whatever', handler: show},
]`,
      'other/table.js': `export const table = [${route}]`,
    }

    expect(await saidTogether(files)).toEqual([
      'routes/orders.js:3 serves GET /orders/{id}',
      'routes/orders.js:4 serves POST /lines',
      'routes/orders.js:4 serves PUT /lines',
      'routes/orders.js:5 serves ANY /deep',
      'server.js:5 serves GET /here',
    ])
  })
})
