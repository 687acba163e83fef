import {describe, expect, it} from '@jest/globals'
import {literalStanding, standingReader} from '../../../src/collect/source/name-before.ts'

const address = 'https://a.dept.example/x'

/** How the address in a text of code stands. */
function inCode(text: string): string {
  return literalStanding(text, text.indexOf(address) - 1, 'https')
}

/** How the address of the last line of a file stands. */
function inFile(path: string, text: string): string {
  const read = standingReader(path)
  let standing = 'no address'
  for (const line of text.split('\n')) {
    const standingAt = read(line)
    if (line.includes(address)) standing = standingAt(line.slice(0, line.indexOf(address)))
  }
  return standing
}

describe('a literal in code', () => {
  it.each([
    ['const apiUrl = "https://a.dept.example/x"', 'connection'],
    ['private static final String BILLING_ENDPOINT = "https://a.dept.example/x";', 'connection'],
    ['BASE_URL: str = "https://a.dept.example/x"', 'connection'],
    ["'endpoint' => 'https://a.dept.example/x',", 'connection'],
    ["API_URL = os.environ.get('API_URL', 'https://a.dept.example/x')", 'connection'],
    ["const url = process.env.CASES_URL || 'https://a.dept.example/x'", 'connection'],
    ['client.BaseAddress = new Uri("https://a.dept.example/x");', 'connection'],
    ['Dim serviceUrl As String = "https://a.dept.example/x"', 'connection'],
    ['WebClient.builder().baseUrl("https://a.dept.example/x")', 'connection'],
    ['new SoapClient("https://a.dept.example/x")', 'connection'],
    ['const url = "https://a.dept.example/x"', 'address'],
    ['requestUrl := "https://a.dept.example/x"', 'address'],
    ['const SERVICE_PAGE_DEFAULT = "https://a.dept.example/x"', 'named'],
    ['const pageServiceUrl = "https://a.dept.example/x"', 'connection'],
    ['const helpUrl = "https://a.dept.example/x"', 'named'],
    ['"IdentifierUri": "https://a.dept.example/api"', 'named'],
    ['resourceAppIdURI = "https://a.dept.example/"', 'named'],
    ['graphTokenItemResource = "https://a.dept.example/"', 'named'],
    ['apiDocsUrl = "https://a.dept.example/x"', 'named'],
    ['redirect_uri: "https://a.dept.example/x"', 'named'],
    ['ALLOWED_HOSTS = ["https://a.dept.example/x"]', 'named'],
    ['SITE_URL = "https://a.dept.example/x"', 'named'],
    ['title = "https://a.dept.example/x"', 'named'],
    ['if (apiUrl === "https://a.dept.example/x")', 'named'],
    ['apiUrl.startsWith("https://a.dept.example/x")', 'named'],
    ['throw new Error("https://a.dept.example/x")', 'named'],
    ['serviceName = text.replace("https://a.dept.example/x", "")', 'named'],
  ])('stands by what it is given to: %s', (text, standing) => {
    expect(inCode(text)).toBe(standing)
  })

  it('is a connection by a scheme that nobody links to', () => {
    expect(literalStanding('x("postgres://a/b")', 2, 'postgres')).toBe('connection')
  })
})

describe('an address in a file of settings', () => {
  it.each([
    ['app.properties', 'billing.api.url=https://a.dept.example/x', 'connection'],
    ['app.properties', 'billing.url=${BILLING:https://a.dept.example/x}', 'address'],
    ['app.properties', 'help.url=https://a.dept.example/x', 'named'],
    ['app.ini', '[database]\nurl = https://a.dept.example/x', 'connection'],
    ['app.ini', '[links]\nurl = https://a.dept.example/x', 'named'],
    ['a.yml', 'payment-service:\n  url: https://a.dept.example/x', 'connection'],
    ['a.yml', 'brokers:\n- https://a.dept.example/x', 'connection'],
    ['a.yml', 'license:\n  url: https://a.dept.example/x', 'named'],
    ['a.yml', 'csp: "default-src https://a.dept.example/x"', 'named'],
    ['a.yml', 'cors:\n  hosts:\n    - https://a.dept.example/x', 'named'],
    ['a.yml', 'env:\n  - name: CASES\n    value: https://a.dept.example/x', 'connection'],
    ['a.yml', 'env:\n  - name: DOCS_URL\n    value: https://a.dept.example/x', 'named'],
    ['a.yml', 'environment:\n  - CASES=https://a.dept.example/x', 'connection'],
    ['a.yml', 'api:\n  timeout: 5\nabout:\n  text: https://a.dept.example/x', 'named'],
    ['a.json', '{"Services": {"Cases": {"Url": "https://a.dept.example/x"}}}', 'address'],
    ['a.json', '{\n  "Services": {\n    "Url": "https://a.dept.example/x"', 'connection'],
    ['a.json', '{\n  "links": {\n    "Url": "https://a.dept.example/x"', 'named'],
    ['a.tf', 'environment {\n  variables = {\n    CASES = "https://a.dept.example/x"', 'connection'],
    ['a.tf', 'variable "api_url" {\n  default = "https://a.dept.example/x"', 'connection'],
    ['a.tf', 'callback_urls = ["https://a.dept.example/x"]', 'named'],
    ['web.config', '<add key="CasesServiceUrl" value="https://a.dept.example/x" />', 'connection'],
    ['web.config', '<add value="https://a.dept.example/x" key="HelpUrl" />', 'named'],
    ['web.config', '<client>\n<endpoint address="https://a.dept.example/x" binding="b" />', 'connection'],
    ['web.config', '<setting name="CasesApi">\n  <value>https://a.dept.example/x</value>', 'connection'],
    ['a.xml', '<article><ulink url="https://a.dept.example/x">', 'address'],
    ['a.xml', '<license><url>https://a.dept.example/x</url>', 'named'],
    ['Dockerfile', 'ENV CASES_URL=https://a.dept.example/x', 'connection'],
    ['Dockerfile', 'RUN API_URL=https://a.dept.example/x make', 'named'],
    ['a.sql', "insert into t (url) values ('https://a.dept.example/x')", 'named'],
  ])('stands by its key and those around it: %s %j', (path, text, standing) => {
    expect(inFile(path, text)).toBe(standing)
  })

  it('makes no hostile line hold anybody up', () => {
    for (const part of ['a=', 'a:{', 'f(', '"a", ', '${a:', 'https://a,', '- ', '<a b="', '[[', 'a as b '])
      for (const path of ['a.ts', 'a.yml', 'a.xml', 'a.ini', 'a.tf']) {
        const line = part.repeat(9000 / part.length)
        expect(['named', 'address', 'connection']).toContain(standingReader(path)(line)(line))
      }
  }, 20_000)
})
