import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

const pom = (name: string, needs = ''): string =>
  `<project><groupId>uk.tides</groupId><artifactId>${name}</artifactId><version>1</version>${needs}</project>`
const needing = (name: string): string =>
  `<dependencies><dependency><groupId>uk.tides</groupId><artifactId>${name}</artifactId><version>1</version></dependency></dependencies>`
const spring = (type: string, members: string, before = '@RestController'): string =>
  `package x;\nimport org.springframework.web.bind.annotation.*;\n${before} ${type} { ${members} }`
const rest = (type: string, members: string): string => `package x;\nimport jakarta.ws.rs.*;\n${type} { ${members} }`
const own = {'pom.xml': pom('tides')}
const orders = {
  'src/main/java/x/Orders.java': spring('class Orders', '@GetMapping("/orders") String all() { return ""; }'),
}
const gauges = {'src/main/java/x/Gauges.java': rest('@Path("gauges") class Gauges', '@GET String all() { return ""; }')}

/** Endpoints by method and path, calls over HTTP by machine and operation, and what is counted as open. */
async function told(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records, notes} = await scanned(files)
  const names = new Map(
    records.flatMap((one) => (one.record === 'entity' ? [[one.id as string, one.name] as const] : [])),
  )
  return [
    ...records
      .flatMap((one) => {
        if (one.record !== 'relation') return []
        const name = names.get(one.from) ?? ''
        if (one.type === 'PART_OF' && /^[A-Z]+ \S*\//.test(name)) return [name]
        const operations = one.attributes.operations
        return one.type === 'CALLS' && Array.isArray(operations)
          ? [`${operations.join(', ')} of ${names.get(one.to)}`]
          : []
      })
      .toSorted(),
    ...notes
      .filter((note) => /decided at run time/.test(note))
      .map((note) => note.replace(/ (?:is|are) decided.*/, '')),
  ]
}

/** Each in a folder of its own. */
function inFolders(trees: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    trees.flatMap((tree, at) => Object.entries(tree).map(([path, text]) => [`m${at}/${path}`, text])),
  )
}

describe('what stands before all paths that an application serves', () => {
  it('is taken from settings of production', async () => {
    const all = [
      ['server.servlet.context-path=/ledger', orders],
      ['server.servlet.contextPath=/a\nspring.mvc.servlet.path=/b', orders],
      ['spring.webflux.base-path=/flux', orders],
      ['quarkus.http.root-path=/q\nquarkus.resteasy-reactive.path=/r', gauges],
      ['spring.jersey.application-path=/j', gauges],
      ['server.servlet.context-path=${CONTEXT}', orders],
      ['%dev.quarkus.http.root-path=/dev', gauges],
    ] as const
    const modules = all.map(([properties, code], at) => ({
      ...own,
      ...code,
      'src/main/resources/application.properties': properties,
      'pom.xml': pom(`m${at}`),
    }))

    expect(await told(inFolders(modules))).toEqual([
      'GET /a/b/orders',
      'GET /flux/orders',
      'GET /gauges',
      'GET /j/gauges',
      'GET /ledger/orders',
      'GET /q/r/gauges',
      'GET {}/orders',
    ])
  })

  it('is taken from the code of JAX-RS, where it says one thing', async () => {
    const application = (name: string, path: string) => ({
      [`src/main/java/x/${name}.java`]: `package x;\nimport jakarta.ws.rs.*;\n@ApplicationPath("${path}") public class ${name} extends Application {}`,
    })

    const one = {'pom.xml': pom('one'), ...gauges, ...application('A', '/rest')}

    expect(await told(inFolders([one, {...one, 'pom.xml': pom('two'), ...application('B', 'admin')}]))).toEqual([
      'GET /rest/gauges',
      'GET {}/gauges',
    ])
  })

  it('is that of the applications that a library is built into, where they agree', async () => {
    const library = {
      'lib/pom.xml': pom('lib'),
      'lib/src/main/java/x/Orders.java': spring('class Orders', '@GetMapping("/orders") String all() { return ""; }'),
    }
    const other = {
      'two/pom.xml': pom('two'),
      'two/src/main/java/x/Dues.java': spring('class Dues', '@GetMapping("/dues") String all() { return ""; }'),
    }
    const application = (name: string, needs: string, path: string) => ({
      [`${name}/pom.xml`]: pom(name, needing(needs)),
      [`${name}/src/main/resources/application.yml`]: `server:\n  servlet:\n    context-path: ${path}\n`,
    })

    expect(
      await told({
        ...library,
        ...other,
        ...application('a', 'lib', '/ledger'),
        ...application('b', 'two', '/b'),
        ...application('c', 'two', '/c'),
      }),
    ).toEqual(['GET /ledger/orders', 'GET {}/dues'])
  })
})

describe('paths of types that others take on', () => {
  it('are below what the classes say that serve them, and of an interface that nobody serves none', async () => {
    const api = spring('public interface Api', '@GetMapping("/list") String list();', '@RequestMapping("/own")')
    const base = spring('public abstract class Base implements Api', '@PostMapping("/add") void add() {}', '')
    const at = (name: string, before: string, takes: string) => ({
      [`src/main/java/x/${name}.java`]: spring(`class ${name} ${takes}`, '', `@RestController ${before}`),
    })
    const types = {'src/main/java/x/Api.java': api, 'src/main/java/x/Base.java': base}

    const takers = {
      ...at('First', '@RequestMapping("/first")', 'extends Base'),
      ...at('Second', '', 'extends Base'),
    }
    const nobody = {'src/main/java/x/Nobody.java': api.replace('interface Api', 'interface Nobody')}

    expect(await told({...own, ...types, ...takers, ...nobody})).toEqual([
      'GET /first/list',
      'GET /own/list',
      'POST /add',
      'POST /first/add',
      "1 endpoint's path",
    ])
  })

  it('are those of the methods that give a resource of JAX-RS, and else not whole', async () => {
    const locator = (member: string) => ({
      'src/main/java/x/Root.java': rest('@Path("/gauges") public class Root', member),
      'src/main/java/x/Sub.java': rest('public class Sub', '@GET @Path("deep") public String deep() { return ""; }'),
    })

    const unknown = Object.entries(locator('@Path("{id}/sub") public Object sub() { return new Sub(); }')).map(
      ([path, text]) => [path.replace('/x/', '/y/'), text.replace('package x', 'package y')],
    )

    expect(
      await told({
        ...own,
        ...locator('@Path("{id}/sub") public Sub sub() { return new Sub(); }'),
        ...Object.fromEntries(unknown),
      }),
    ).toEqual(['GET /gauges/{id}/sub/deep', 'GET {}/deep'])
  })

  it('have what the settings of the tree give their placeholders, and constants of other files', async () => {
    const code = spring(
      'class Orders',
      '@GetMapping("/{id}") String one() { return ""; }',
      '@RestController @RequestMapping("${api.base}/orders")',
    )
    const both = spring(
      'class Dues',
      '@GetMapping(Paths.OPEN) void open() {}',
      '@RestController @RequestMapping(Paths.DUES)',
    )
    const fallback = spring(
      'class Else',
      '@GetMapping("/x") void x() {}',
      '@RestController @RequestMapping("${other.base:/v9}")',
    )
    const unset = spring(
      'class Unset',
      '@GetMapping("/x") void x() {}',
      '@RestController @RequestMapping("${no.base}")',
    )
    const paths =
      'package x;\npublic class Paths { public static final String OPEN = "open"; public static final String DUES = "/dues"; }'

    expect(
      await told({
        ...own,
        'src/main/java/x/Orders.java': code,
        'src/main/java/x/Dues.java': both,
        'src/main/java/x/Else.java': fallback,
        'src/main/java/x/Unset.java': unset,
        'src/main/java/x/Paths.java': paths,
        'src/main/resources/application.yml': 'api:\n  base: /v3\n',
      }),
    ).toEqual(['GET /dues/open', 'GET /v3/orders/{id}', 'GET /v9/x', "1 endpoint's path"])
  })
})

describe('interfaces that code calls by', () => {
  const toll = (annotation: string) =>
    `package x;\nimport javax.ws.rs.*;\nimport org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
${annotation} @Path("/v1") public interface Toll { @POST @Path("/charges/{ship}") String charge(String ship); }`

  it('of MicroProfile serve nothing, and lead where settings say, else the annotation', async () => {
    const key = '@RegisterRestClient(configKey = "toll")'
    const all = [
      [key, 'quarkus.rest-client.toll.url=https://a.tides.example/'],
      [key, 'toll/mp-rest/url=https://b.tides.example'],
      ['@RegisterRestClient', 'quarkus.rest-client."x.Toll".url=https://c.tides.example'],
      ['@RegisterRestClient', 'x.Toll/mp-rest/url=https://d.tides.example'],
      ['@RegisterRestClient(baseUri = "https://e.tides.example")', ''],
    ] as const
    const modules = all.map(([annotation, properties], at) => ({
      'pom.xml': pom(`m${at}`),
      'src/main/java/x/Toll.java': toll(annotation),
      'src/main/resources/application.properties': properties,
    }))

    expect(await told(inFolders(modules))).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `POST /v1/charges/{ship} of ${name}.tides.example`),
    )
  })

  it('of Feign have its path, and what the interfaces say that it takes on', async () => {
    const client = `package x;\nimport org.springframework.cloud.openfeign.FeignClient;
@FeignClient(name = "toll", url = "https://toll.tides.example", path = "/toll") public interface Toll extends Api {}`
    const fallback = 'package x;\nclass Fallback implements Toll { public String list() { return ""; } }'

    expect(
      await told({
        ...own,
        'src/main/java/x/Api.java': spring('public interface Api', '@GetMapping("/list") String list();', ''),
        'src/main/java/x/Toll.java': client,
        'src/main/java/x/Fallback.java': fallback,
      }),
    ).toEqual(['GET /toll/list of toll.tides.example'])
  })

  it('of Spring are called where no controller takes them on', async () => {
    const api = (address: string) => `package x;\nimport org.springframework.web.service.annotation.*;
@HttpExchange("${address}") public interface Api { @GetExchange("/slips/{id}") String slip(String id); }`

    expect(
      await told({
        ...own,
        'src/main/java/x/Dock.java': api('https://dock.tides.example/api').replace('interface Api', 'interface Dock'),
        'src/main/java/x/Api.java': api('/api'),
        'src/main/java/x/Slips.java': spring('class Slips implements Api', ''),
      }),
    ).toEqual(['GET /api/slips/{id}', 'GET /api/slips/{id} of dock.tides.example'])
  })

  it('of Micronaut are told from its controllers', async () => {
    const holds = `package x;\nimport io.micronaut.http.annotation.*;\nimport io.micronaut.http.client.annotation.Client;
@Controller("/holds") public class Holds { @Get("/{id}") String one(long id) { return ""; } }
@Client(id = "toll", path = "/v1") interface Toll { @Post("/charges") String charge(); }`

    expect(
      await told({
        ...own,
        'src/main/java/x/Holds.java': holds,
        'src/main/resources/application.yml':
          'micronaut:\n  server:\n    context-path: /m\n  http:\n    services:\n      toll:\n        url: https://toll.tides.example\n',
      }),
    ).toEqual(['GET /m/holds/{id}', 'POST /v1/charges of toll.tides.example'])
  })
})

describe('routes that code of Spring puts together', () => {
  it('are below the paths that stand around them', async () => {
    const code = `package x;\nimport org.springframework.web.reactive.function.server.*;
import static org.springframework.web.reactive.function.server.RequestPredicates.*;
class Routes { RouterFunction<ServerResponse> all() {
  return route().path("/fn", b -> b.GET("/{id}", q -> null).POST("", q -> null)).build()
    .and(nest(path("/old"), RouterFunctions.route(GET("/one").and(accept(JSON)), q -> null))); } }`

    expect(await told({...own, 'src/main/java/x/Routes.java': code})).toEqual([
      'GET /fn/{id}',
      'GET /old/one',
      'POST /fn',
    ])
  })
})

describe('what code says of all the paths that it serves', () => {
  it('is the base of ASP.NET', async () => {
    const dotnet = {
      'dock.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
      'Program.cs': `var app = WebApplication.CreateBuilder(args).Build();
app.UsePathBase("/dock");
app.MapGet("/berths/{id:int}", (int id) => id);
app.Run();`,
    }

    expect(await told(dotnet)).toEqual(['GET /dock/berths/{id}'])
  })
})

describe('queues behind channels and transports of frameworks', () => {
  it('are those that settings give channels of MicroProfile, and that Micronaut and NestJS name', async () => {
    const java = {
      'pom.xml': pom('java'),
      'src/main/java/x/S.java': `package x;
import org.eclipse.microprofile.reactive.messaging.*;
public class S {
  @Incoming("prices") @Outgoing("rated") public String on(String e) { return e; }
  @Incoming("within") public void in(String e) {} @Outgoing("within") public String out() { return ""; }
  @Channel("open") Emitter<String> open;
}`,
      'src/main/java/x/P.java': `package x;
import io.micronaut.configuration.kafka.annotation.*;
@KafkaListener class L { @Topic("tides") void on(String s) {} }
@KafkaClient interface P { @Topic("holds") void send(String s); }`,
      'src/main/resources/application.properties': `mp.messaging.incoming.prices.connector=smallrye-kafka
mp.messaging.incoming.prices.topic=market.prices
mp.messaging.outgoing.rated.connector=smallrye-rabbitmq
mp.messaging.outgoing.rated.exchange.name=rated-x
`,
    }
    const nest = {
      'package.json': '{"name": "nest", "dependencies": {"@nestjs/core": "10.0.0"}}',
      'main.ts': `import {NestFactory} from '@nestjs/core'
import {ClientKafka, Transport} from '@nestjs/microservices'
import {M} from './m'
async function start() {
  const app = await NestFactory.createMicroservice(M, {transport: Transport.RMQ, options: {queue: 'berth.requests'}})
}
export class C { constructor(private readonly bus: ClientKafka) {} on() { this.bus.emit('berth-events', {}) } }`,
    }
    const {records, notes} = await scanned(inFolders([java, nest]))
    const names = new Map(
      records.flatMap((one) => (one.record === 'entity' ? [[one.id as string, one.name] as const] : [])),
    )

    expect(
      records
        .flatMap((one) =>
          one.record === 'relation' && /^(?:READS|WRITES)$/.test(one.type) ? [`${one.type} ${names.get(one.to)}`] : [],
        )
        .toSorted(),
    ).toEqual([
      'READS berth.requests',
      'READS market.prices',
      'READS tides',
      'WRITES berth-events',
      'WRITES holds',
      'WRITES rated-x',
    ])
    expect(notes.filter((note) => /queue name/.test(note)).map((note) => note.slice(0, 12))).toEqual(['1 queue name'])
  })
})
