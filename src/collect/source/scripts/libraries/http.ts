import {alike, firstSaid, http, httpSaid, literalOf, namedMethod, nodeRequest, verbs, withBase} from '../makers.ts'
import type {ScriptLibrary, ScriptType} from '../script-library.ts'

/** A client that can be called itself, and that others are made of. */
const client: ScriptType = {
  made: http(),
  methods: verbs,
  gives: {create: 'Instance', extend: 'Instance', defaults: 'Instance'},
}

function callable(packages: readonly string[], types: ScriptLibrary['types'] = {}): ScriptLibrary {
  return {packages, types: {'': client, Instance: client, ...types}}
}

const node = (protocol: 'http' | 'https'): ScriptType => ({
  methods: {request: nodeRequest(protocol), get: nodeRequest(protocol, 'GET')},
})

/** `new Client('https://...').request({path, method})` of undici. */
const undici: ScriptType = {
  methods: alike('request stream pipeline', (site) => {
    const made = site.before.at(-1)
    return httpSaid(literalOf(site.named('method')) ?? 'GET', withBase(made?.argument(0), site.named('path')))
  }),
}

const graphql: ScriptType = {
  made: (site) => httpSaid('POST', firstSaid(site.argument(0), site.named('uri', 'url'))),
  methods: {
    ...alike('request rawRequest batchRequests', (site) => {
      const made = site.before.at(-1)
      return httpSaid(
        'POST',
        made ? firstSaid(made.argument(0), made.named('url', 'uri')) : firstSaid(site.argument(0), site.named('url')),
      )
    }),
    ...alike('createHttpLink createClient createUploadLink', (site) => {
      const url = site.named('uri', 'url')
      return url && httpSaid('POST', url)
    }),
  },
}

const soap: ScriptType = {
  methods: alike('createClient createClientAsync', (site) => httpSaid('SOAP', site.argument(0))),
}

export const httpLibraries: readonly ScriptLibrary[] = [
  callable(
    [
      'axios',
      'got',
      'ky',
      'ky-universal',
      'node-fetch',
      'cross-fetch',
      'isomorphic-fetch',
      'wretch',
      'redaxios',
      'ofetch',
      'node-fetch-native',
    ],
    {
      Axios: {makes: 'Instance'},
      AxiosInstance: client,
      KyInstance: client,
      fetch: {made: http()},
      $fetch: client,
      ofetch: client,
    },
  ),
  callable(['request', 'request-promise', 'request-promise-native', 'superagent', 'bent']),
  {packages: ['needle'], types: {'': {made: namedMethod, methods: verbs}}},
  {
    packages: ['undici'],
    types: {
      '': {methods: {request: http(), fetch: http(), stream: http()}},
      Client: undici,
      Pool: undici,
      fetch: {made: http()},
      request: {made: http()},
    },
  },
  {packages: ['http', 'node:http'], types: {'': node('http')}},
  {
    packages: ['https', 'node:https', 'follow-redirects'],
    types: {'': node('https'), http: node('http'), https: node('https')},
  },
  {
    packages: ['@nestjs/axios', '@nestjs/common/http'],
    types: {HttpService: {methods: verbs, holds: {axiosRef: 'HttpService'}}},
  },
  {packages: ['@angular/common/http', '@angular/http'], types: {HttpClient: {methods: verbs}, Http: {methods: verbs}}},
  {packages: ['soap', 'strong-soap'], types: {'': {...soap, holds: {soap: ''}}}},
  {
    packages: [
      'graphql-request',
      '@apollo/client',
      'apollo-link-http',
      'apollo-client',
      'urql',
      '@urql/core',
      '@apollo/client/core',
      '@apollo/client/link/http',
      'apollo-upload-client',
      'apollo-boost',
    ],
    types: {
      '': graphql,
      GraphQLClient: {methods: graphql.methods ?? {}},
      HttpLink: graphql,
      ApolloClient: graphql,
      Client: graphql,
      BatchHttpLink: graphql,
    },
  },
  {packages: ['jquery'], types: {'': {methods: browserMethods()}}},
]

function browserMethods(): NonNullable<ScriptType['methods']> {
  return {ajax: http(), get: http('GET'), post: http('POST'), getJSON: http('GET'), getScript: http('GET')}
}

/** What no module declares. */
export const globals: ScriptLibrary = {
  packages: [],
  types: {
    fetch: {made: http()},
    $: {methods: browserMethods()},
    jQuery: {methods: browserMethods()},
    XMLHttpRequest: {methods: {open: (site) => httpSaid(literalOf(site.argument(0))?.toUpperCase(), site.argument(1))}},
    axios: client,
    $fetch: {made: http()},
  },
}
