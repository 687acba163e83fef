/**
 * What stands in front of an address that no call is seen to take: a name that says that something is connected to
 * there; one that says no more than that it is an address; or neither, and the machine is only named.
 */
export type Standing = 'connection' | 'address' | 'named'

/** What a link, a text, a rule or a name of one's own is called: nothing is reached by it, whatever else it is called. */
const neverCalled = new Set(
  (
    'doc docs documentation guide guidance manual licence license licences licenses copyright homepage privacy terms ' +
    'link links href redirect redirects return callback callbacks cancel referer referrer cors allow allowed ' +
    'origin origins whitelist allowlist trusted csp schema schemas namespace namespaces ns xmlns xsd dtd canonical ' +
    'wiki faq readme changelog example examples sample placeholder dummy mock title description audience ingress tls ' +
    'annotation annotations locale locales sitemap badge distribution wrapper pattern regex identifier identifiers scope scopes'
  ).split(' '),
)
/** What pages are about, unless the name says too that a program serves it: `helpUrl`, but not `helpServiceUrl`. */
const seldomCalled = new Set(
  (
    'help home website www cookie cookies accessibility support contact feedback issue issues bug bugs tracker logo ' +
    'image images img icon icons avatar favicon css style styles stylesheet script scripts font fonts asset assets ' +
    'static success about blog source sources repo repos repository repositories project scm vcs author authors ' +
    'maintainer maintainers vendor download downloads share social twitter facebook youtube linkedin text label ' +
    'reference references see external own site sites breadcrumb menu navigation footer header banner news newsletter ' +
    'signup survey subscribe unsubscribe credit credits attribution powered hint note notes comment comments page pages'
  ).split(' '),
)

/** What connects is called so, or what is connected to. */
const connections = new Set(
  (
    'endpoint endpoints dsn jdbc datasource datasources broker brokers bootstrap smtp imap ldap ldaps amqp mq jms kafka ' +
    'rabbitmq queue queues redis memcached mongo mongodb elastic elasticsearch opensearch solr postgres postgresql mysql ' +
    'mariadb mssql oracle database databases db wsdl soap webservice webservices service services svc api apis gateway ' +
    'gateways proxy proxies webhook webhooks backend backends upstream upstreams server servers host hosts hostname ' +
    'connection connections connect baseurl baseuri token oauth oidc sso authority issuer authorization rpc grpc graphql ' +
    'rest ftp sftp eureka consul vault'
  ).split(' '),
)

const addresses = new Set('url urls uri uris address addresses addr location base path'.split(' '))

/** Settings of which the name says that the address is the application's own. */
const ownAddress =
  /^(?:app|application|site|public|root|self|my|external|web|frontend|front[_.-]?end|canonical)[_.-]?(?:url|uri|host|name|domain)$|^(?:allowed[_.-]?hosts?|server[_.-]?name|virtual[_.-]?host|default[_.-]?url[_.-]?options)$/i

/** The words of a name: `paymentApiUrl`, `PAYMENT_API_URL` and `payment.api-url` have the same. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
}

/**
 * How an address stands behind a name, with the names around it, the nearest first: of those only what speaks against
 * a call counts, or what makes of a bare `url` one that is called.
 */
export function standingBehind(name: string, around: readonly string[] = []): Standing {
  const words = wordsOf(name)
  const outer = around.slice(0, 3).flatMap(wordsOf)
  if (isAside(name, words) || isAside('', outer)) return 'named'
  if (isConnection(name, words)) return 'connection'
  if (!words.some((word) => addresses.has(word))) return 'named'
  return isConnection(around.join(' '), outer) ? 'connection' : 'address'
}

/** A variable of the environment that a file gives a container or a function: what it holds is there to be used. */
export function standingOfVariable(name: string): Standing {
  return isAside(name, wordsOf(name)) ? 'named' : 'connection'
}

function isConnection(name: string, words: readonly string[]): boolean {
  // A host that is not the last word, nor called or reached by the next, is what something else is about.
  const says = (word: string, at: number): boolean =>
    connections.has(word) && !(/^hosts?$/.test(word) && !/^(?:name|port|url|uri|address|)$/.test(words[at + 1] ?? ''))
  return words.some(says) || /base[_.-]?(?:url|uri|address)|data[_.-]?source/i.test(name)
}

/** What a token is asked for is named by an address, and not called there: `graphTokenResource`. */
const ofToken = /token\w*resource$|app_?id_?ur[il]$/i

/** A page of what is served is followed by people: `SERVICE_PAGE`, but not `pageServiceUrl`. */
const ofPage = /(?:api|gateway|service|server|portal|host)[_.-]?pages?(?![a-z])/i

function isAside(name: string, words: readonly string[]): boolean {
  if (ofToken.test(name)) return true
  if (ownAddress.test(name) || words.some((word) => neverCalled.has(word)) || ofPage.test(name)) return true
  return words.some((word) => seldomCalled.has(word)) && !isConnection(name, words)
}

/** Schemes by which people open pages; by all others programs alone connect. */
const ofPages = /^(?:https?|wss?|ftps?|sftp)$/

/** Whether a scheme by itself says that something is connected to: nobody links to `postgres://`. */
export function isConnectionScheme(protocol: string): boolean {
  return !ofPages.test(protocol)
}

/** Words of a key, or of those around it, that say which kind of broker its machine is. */
const brokerKeys: readonly (readonly [RegExp, string])[] = [
  [/rabbit|amqp/i, 'amqp'],
  [/kafka|bootstrap[._-]?servers?|metadata[._-]?broker/i, 'kafka'],
  [/activemq|artemis/i, 'activemq'],
  [/(?<![a-z])ibm[._-]?mq/i, 'ibm-mq'],
  [/(?<![a-z])nats(?![a-z])/i, 'nats'],
  [/redis/i, 'redis'],
]

/** How a machine behind a key is asked, where the key says that it is a broker: `RABBITMQ_HOST`, `spring.rabbitmq.host`. */
export function brokerProtocol(key: string): string | undefined {
  return brokerKeys.find(([words]) => words.test(key))?.[1]
}
