import {describe, expect, it} from '@jest/globals'
import {said, saidTogether} from './said.ts'

describe('calls over HTTP of TypeScript and JavaScript', () => {
  it.each([
    [
      'fetch, whatever it is called with',
      `const base = 'https://stock.shop.gov.uk'
await fetch(\`\${base}/items/\${id}\`)
await fetch(process.env.STOCK_URL + '/items', {method: 'post', body})
await fetch(new URL('/orders', process.env.API_URL), options)
await window.fetch('/own')
await fetch('https://clerk:opensesame@user.shop.gov.uk/x')`,
      [
        '2 http GET https://stock.shop.gov.uk/items/{}',
        '3 http POST <STOCK_URL>/items',
        '4 http <API_URL>/orders',
        '5 http GET',
        '6 http GET https://user.shop.gov.uk/x',
      ],
    ],
    [
      'an address that a variable takes from the environment, or from elsewhere',
      `const base = process.env.STOCK_URL || 'http://localhost'
const {TAX_URL, RATES_URL: rates} = process.env
let late
late = process.env['LATE_URL']
let two = 'https://a.shop.gov.uk'
two = other
fetch(\`\${base}?until=\${day}\`); fetch(TAX_URL); fetch(rates + '/x'); fetch(late); fetch(two)`,
      [
        '7 http GET <STOCK_URL>?until={}',
        '7 http GET <TAX_URL>',
        '7 http GET <RATES_URL>/x',
        '7 http GET <LATE_URL>',
        '7 http GET ?',
      ],
    ],
    [
      'a function of its own that is called fetch is none',
      `function fetch(x) {}
fetch('https://own.shop.gov.uk')`,
      [],
    ],
    [
      'axios, and instances with an address',
      `import axios, {AxiosInstance} from 'axios'
const api = axios.create({baseURL: process.env.BILLING_URL})
class Client {
  constructor(private readonly http: AxiosInstance) { this.own = axios.create({baseURL: 'https://tax.shop.gov.uk/v1/'}) }
  a() { return this.http.get('https://stock.shop.gov.uk/items') }
  b() { return this.own.post('rates', {}) }
}
api.get('/bills/1').then((x) => x.data)
axios({method: 'put', url: 'https://stock.shop.gov.uk/items'})
axios.request({url: 'https://stock.shop.gov.uk/x'})`,
      [
        '5 http GET https://stock.shop.gov.uk/items',
        '6 http POST https://tax.shop.gov.uk/v1/rates',
        '8 http GET <BILLING_URL>/bills/1',
        '9 http PUT https://stock.shop.gov.uk/items',
        '10 http GET https://stock.shop.gov.uk/x',
      ],
    ],
    [
      'got, ky, undici, superagent, needle and request',
      `import got from 'got'
import ky from 'ky'
import {request, Client} from 'undici'
const superagent = require('superagent'), needle = require('needle'), req = require('request')
got.post('https://a.shop.gov.uk/x')
ky.create({prefixUrl: 'https://b.shop.gov.uk'}).get('y')
request('https://c.shop.gov.uk/z', {method: 'PUT'})
new Client('https://d.shop.gov.uk').request({path: '/p', method: 'GET'})
superagent.get('https://e.shop.gov.uk/q')
needle('patch', 'https://f.shop.gov.uk/r', data)
req({uri: 'https://g.shop.gov.uk/s', method: 'DELETE'}, done)`,
      [
        '5 http POST https://a.shop.gov.uk/x',
        '6 http GET https://b.shop.gov.uk/y',
        '7 http PUT https://c.shop.gov.uk/z',
        '8 http GET https://d.shop.gov.uk/p',
        '9 http GET https://e.shop.gov.uk/q',
        '10 http PATCH https://f.shop.gov.uk/r',
        '11 http DELETE https://g.shop.gov.uk/s',
      ],
    ],
    [
      'the modules of Node',
      `const https = require('node:https')
import * as http from 'http'
https.get('https://a.shop.gov.uk/x', done)
http.request({hostname: 'b.shop.gov.uk', port: 8080, path: '/y', method: 'POST'}, done)
http.createServer(handler)`,
      ['3 http GET https://a.shop.gov.uk/x', '4 http POST http://b.shop.gov.uk:8080/y'],
    ],
    [
      'jQuery, SOAP, GraphQL, and the clients of NestJS and Angular',
      `import soap from 'soap'
import {GraphQLClient, request} from 'graphql-request'
import {HttpService} from '@nestjs/axios'
import {HttpClient} from '@angular/common/http'
$.ajax({url: 'https://a.shop.gov.uk/x', type: 'POST'})
$.getJSON('https://b.shop.gov.uk/y', done)
soap.createClientAsync(process.env.WSDL_URL)
new GraphQLClient('https://c.shop.gov.uk/graphql').request(query)
class A { constructor(private nest: HttpService, private ng: HttpClient) {}
  a() { this.nest.get('https://d.shop.gov.uk/z'); this.ng.delete<X>('https://e.shop.gov.uk/w') } }`,
      [
        '5 http POST https://a.shop.gov.uk/x',
        '6 http GET https://b.shop.gov.uk/y',
        '7 http SOAP <WSDL_URL>',
        '8 http POST https://c.shop.gov.uk/graphql',
        '10 http GET https://d.shop.gov.uk/z',
        '10 http DELETE https://e.shop.gov.uk/w',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  it('lead through clients, constants and settings that other modules give away', async () => {
    const files = {
      'src/api.ts': "import axios from 'axios'\nexport default axios.create({baseURL: process.env.API_URL})",
      'src/index.ts': "export {default as api} from './api'",
      'src/config.js': "module.exports = {stock: {url: process.env.STOCK_URL, password: 'opensesame'}}",
      'src/names.ts': "export const TAX = 'https://tax.shop.gov.uk'\nexport enum Paths { rates = '/rates' }",
      'src/orders.ts': "import {api} from './index'\nexport const one = (id) => api.get(`/orders/${id}`)",
      'src/stock.js': "const config = require('./config')\nfetch(`${config.stock.url}/items`)",
      'src/look.ts':
        "function get<T>(name: string, fallback: T) { return process.env[name] ?? fallback }\nexport default {apis: {auth: {url: get('AUTH_URL', 'http://localhost:9090')}}}",
      'src/token.ts':
        "import superagent from 'superagent'\nimport config from './look'\nconst url = config.apis.auth.url\nsuperagent.post(`${url}/oauth/token`)",
      'src/tax.ts': "import * as names from './names.js'\nfetch(names.TAX + names.Paths.rates)",
    }

    expect(await saidTogether(files)).toEqual([
      'src/look.ts:2 setting environment AUTH_URL',
      'src/orders.ts:2 http GET <API_URL>/orders/{}',
      'src/stock.js:2 http GET <STOCK_URL>/items',
      'src/tax.ts:2 http GET https://tax.shop.gov.uk/rates',
      'src/token.ts:4 http POST <AUTH_URL>/oauth/token',
    ])
  })

  it('have the machine of a variable that a function of the file looks up', () => {
    const text = `import superagent from 'superagent'
function get(name, fallback) { return process.env[name] ?? fallback }
const other = (name) => name
const config = {auth: {url: get('AUTH_URL', 'http://localhost:9090')}, ui: get('UI_URL')}
superagent.post(\`\${config.auth.url}/oauth/token\`)
superagent.get(other('NOT_ONE'))`

    expect(said(text)).toEqual([
      '4 setting environment AUTH_URL',
      '4 setting environment UI_URL',
      '5 http POST <AUTH_URL>/oauth/token',
      '6 http GET ?',
    ])
  })
})
