import type {FactMaker} from '../../languages/library.ts'
import {joinedPath} from '../../languages/library.ts'
import {alike, literalOf, mapping, servedAt, serves, servesObject, servesRoute} from '../makers.ts'
import type {ScriptLibrary, ScriptType} from '../script-library.ts'

function verbs(maker: (method: string) => FactMaker): Readonly<Record<string, FactMaker>> {
  return {
    get: maker('GET'),
    post: maker('POST'),
    put: maker('PUT'),
    patch: maker('PATCH'),
    delete: maker('DELETE'),
    del: maker('DELETE'),
    head: maker('HEAD'),
    options: maker('OPTIONS'),
    all: maker('ANY'),
  }
}

const servesVerbs = verbs((method) => serves(method))
const givesItself = alike('get post put patch delete del all use', '')

const express: ScriptType = {
  isRouter: true,
  methods: {...servesVerbs, Router: () => undefined, route: () => undefined},
  gives: {...givesItself, Router: '', route: 'Route'},
}
/** What a function is given, that only declares endpoints: what is called `app` may be something else. */
const given: ScriptType = {
  ...express,
  methods: {...express.methods, ...verbs((method) => serves(method, (path) => path.startsWith('/')))},
  gives: {...alike('get post put patch delete use', 'given'), route: 'Route'},
}
const route: ScriptType = {
  isRouter: true,
  methods: verbs(servesRoute),
  gives: alike('get post put patch delete del head options all', 'Route'),
}

const fastify: ScriptType = {
  isRouter: true,
  methods: {...servesVerbs, route: servesObject},
  gives: {register: '', ...alike('withTypeProvider get post put patch delete', '')},
}

const koa: ScriptType = {
  isRouter: true,
  methods: {
    // A route may have a name before its path.
    ...verbs((method) => (site) => {
      const second = literalOf(site.argument(1))
      return second?.startsWith('/') ? servedAt(site, method, site.each(1)) : serves(method)(site)
    }),
    register: (site) => {
      const path = site.argument(0)
      const methods = site.each(1).map((one) => literalOf(one)?.toUpperCase() ?? 'ANY')
      return path && methods.flatMap((method) => servedAt(site, method, [path]))
    },
  },
  gives: alike('get post put patch delete del all use prefix', ''),
}

const hono: ScriptType = {
  isRouter: true,
  methods: {
    ...servesVerbs,
    on: (site) =>
      site.each(0).flatMap((method) => servedAt(site, literalOf(method)?.toUpperCase() ?? 'ANY', site.each(1))),
  },
  gives: {...alike('get post put patch delete all use route', 'Hono'), basePath: 'Hono'},
}

const nestMethods: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  All: 'ANY',
  Sse: 'GET',
}

function decorated(
  packages: readonly string[],
  methods: Readonly<Record<string, string>>,
  controllers: readonly string[],
): ScriptLibrary {
  return {
    packages,
    types: Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [name, {made: mapping(method, ...controllers)}]),
    ),
  }
}

/** Of the transports of NestJS RabbitMQ's alone has queues by that name. */
const nestQueue: FactMaker = (site) => {
  const queue = site.named('options.queue')
  return queue && {is: 'queue', product: 'rabbitmq', does: 'receives', operation: site.name, queue}
}

const nestApplication: ScriptType = {methods: {connectMicroservice: nestQueue}}

const azure: ScriptType = {
  methods: {
    http: (site) => {
      const [route_, own] = [site.named('route'), site.argument(0)]
      const path = joinedPath({literal: 'api'}, route_ ?? own)
      const methods = site.each('methods').map((one) => literalOf(one)?.toUpperCase() ?? 'ANY')
      return (methods.length > 0 ? methods : ['ANY']).map((method) => ({is: 'serves', method, path}))
    },
    timer: (site) => {
      const schedule = site.named('schedule')
      return schedule && {is: 'job', schedule}
    },
    serviceBusQueue: (site) => {
      const queue = site.named('queueName')
      return queue && {is: 'queue', product: 'azure-service-bus', does: 'receives', queue}
    },
    storageQueue: (site) => {
      const queue = site.named('queueName')
      return queue && {is: 'queue', product: 'azure-storage-queue', does: 'receives', queue}
    },
  },
}

/** Servers of GraphQL have one endpoint, where they name it. */
const graphqlAt: FactMaker = (site) => {
  const path = site.named('path', 'graphqlEndpoint', 'endpoint')
  return path && {is: 'serves', method: 'ANY', path: joinedPath(undefined, path)}
}
const graphqlServer: ScriptType = {
  made: graphqlAt,
  methods: {applyMiddleware: graphqlAt, getMiddleware: () => undefined},
}

export const graphqlPackages: readonly string[] = [
  'express-graphql',
  '@apollo/server/express4',
  '@as-integrations/express5',
  'graphql-http/lib/use/express',
  'apollo-server-express',
  'apollo-server-koa',
  'apollo-server-fastify',
  'graphql-yoga',
  'postgraphile',
  'express-gql',
  'koa-graphql',
  'mercurius',
]

export const routerLibraries: readonly ScriptLibrary[] = [
  {
    packages: ['express', 'express-promise-router', 'restify', 'polka', 'restana', '@types/express'],
    types: {
      '': express,
      Router: express,
      Express: express,
      Application: express,
      IRouter: express,
      given,
      Route: route,
    },
  },
  {
    packages: ['fastify'],
    types: {
      '': fastify,
      fastify,
      Fastify: fastify,
      FastifyInstance: fastify,
      given: {...fastify, gives: {register: 'given'}},
    },
  },
  {packages: ['@koa/router', 'koa-router', 'koa-joi-router', 'koa-better-router'], types: {'': koa, Router: koa}},
  {
    packages: ['koa'],
    types: {'': {isRouter: true, methods: {}}},
  },
  {
    packages: ['@hapi/hapi', 'hapi'],
    types: {
      '': {gives: alike('server Server', 'Server')},
      Server: {methods: {route: servesObject}, lists: ['route']},
    },
  },
  {packages: ['hono', '@hono/zod-openapi', 'hono/quick', 'hono/tiny'], types: {'': {}, Hono: hono, OpenAPIHono: hono}},
  decorated(['@nestjs/common'], nestMethods, ['Controller']),
  // What puts an application together is read apart: see `nestOf`.
  {
    packages: ['@nestjs/core'],
    types: {
      NestFactory: {methods: {createMicroservice: nestQueue}, gives: {create: 'App'}},
      App: nestApplication,
    },
  },
  decorated(
    ['routing-controllers'],
    {Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', All: 'ANY'},
    ['JsonController', 'Controller'],
  ),
  decorated(['tsoa'], {Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD'}, [
    'Route',
  ]),
  decorated(
    ['inversify-express-utils'],
    {httpGet: 'GET', httpPost: 'POST', httpPut: 'PUT', httpPatch: 'PATCH', httpDelete: 'DELETE', all: 'ANY'},
    ['controller'],
  ),
  {packages: ['@azure/functions'], types: {app: azure}},
  {
    packages: ['@apollo/server', 'apollo-server', ...graphqlPackages],
    types: {'': {methods: {createYoga: graphqlAt}}, ApolloServer: graphqlServer, createYoga: {made: graphqlAt}},
  },
]
