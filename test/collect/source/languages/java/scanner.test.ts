import {describe, expect, it} from '@jest/globals'
import {factsOf, found} from '../scan.ts'

/** Facts of a class of these members, without their lines. */
async function said(imports: string, members: string) {
  const text = `${imports
    .split(' ')
    .map((name) => `import ${name};\n`)
    .join('')}\nclass A {\n${members}\n}`
  const {facts} = await found('A.java', text)
  return facts.map(({line: _, ...fact}) => fact)
}

describe('Java imports', () => {
  it('and declarations are those of the code, not of its comments and texts', async () => {
    const text = `package uk.shop;
/* import uk.shop.Old; class Old {} */
import uk.shop.data.Order; // import uk.shop.Older;
import static uk.shop.Rules.check;
import uk.shop.util.*;
public class Basket { String s = "import uk.shop.Text; class Text {}"; class Inner {} }
interface Priced {}`

    expect(await found('Basket.java', text)).toMatchObject({
      imports: [
        {specifier: 'uk.shop.data.Order', line: 3},
        {specifier: 'uk.shop.Rules.check', line: 4},
        {specifier: 'uk.shop.util.*', line: 5},
      ],
      declares: ['uk.shop.Basket', 'uk.shop.Priced'],
    })
  })
})

describe('Java as it is written', () => {
  it('names classes by their whole names too, and is sound with annotated parameters without end', async () => {
    const text = `package uk.shop;
import uk.shop.data.Order;
import java.sql.DriverManager;
class Basket { uk.shop.model.Order order = null; String s = "uk.shop.Text"; uk.shop.data.Order same;
  void all(String @NonNull... names) {} }`
    const {uses, fault} = await found('Basket.java', text)

    expect(uses?.split(' ').filter((use) => use.includes('.'))).toEqual(['uk.shop.model.Order:4'])
    expect(fault).toBeUndefined()
  })

  it('has SQL in annotations of queries, whatever library they are of', async () => {
    const text = `import ch.other.Query;
interface Orders {
  @Query("select * from orders where id = :id") Order one(long id);
  @Query(value = "update lines set n = 1 where id = :id", type = Kind.MODIFYING) int set(long id);
  @Query("MATCH (n:Person) RETURN n") Object graph();
  @Help("select one from the_list below") void help(); }`

    expect(await factsOf('sql', 'A.java', text)).toEqual([
      {is: 'sql', of: 'tables', reads: ['orders'], writes: [], calls: [], line: 3},
      {is: 'sql', of: 'tables', reads: [], writes: ['lines'], calls: [], line: 4},
    ])
  })

  it('takes names of features, scopes and namespaces for no addresses', async () => {
    const facts = await said(
      'javax.xml.parsers.SAXParser',
      `void a() { r.setFeature("http://xml.org/sax/features/x", false); r.setFeature("http://apache.org/xml/features/y", true);
       scope("https://www.googleapis.com/auth/wallet.issuer"); xml("<a xmlns=\\"http://logging.apache.org/log4j/2.0\\">");
       link("http://your-domain.tld/x"); call("https://www.googleapis.com/books/v1"); }
       @Operation(externalDocs = @ExternalDocumentation(url = "https://docs.lamps.example/x")) void documented() {}`,
    )

    expect(facts).toEqual([{is: 'address', host: 'www.googleapis.com', protocol: 'https', standing: 'named'}])
  })
})

describe('Java that serves', () => {
  it('does so at the paths of class and method together', async () => {
    const spring = `import org.springframework.web.bind.annotation.*;
@RestController @RequestMapping(path = "/orders")
class Orders {
  @GetMapping("/{id}") Object one() { return null; }
  @PostMapping({"/a", "/b"}) void add() {}
  @RequestMapping(value = "/c", method = RequestMethod.PUT) void put() {}
  // @GetMapping("/never")
}`
    expect((await factsOf('serves', 'A.java', spring)).map(({method, path}) => [method, path])).toEqual([
      ['GET', {literal: '/orders/{id}'}],
      ['POST', {literal: '/orders/a'}],
      ['POST', {literal: '/orders/b'}],
      ['PUT', {literal: '/orders/c'}],
    ])
    const jaxrs = `import jakarta.ws.rs.*;
@Path("pay") class Pay { @GET @Path("{id}") String one() { return ""; } @POST void add() {} }`
    expect((await factsOf('serves', 'A.java', jaxrs)).map(({method, path}) => [method, path])).toEqual([
      ['GET', {literal: '/pay/{id}'}],
      ['POST', {literal: '/pay'}],
    ])
  })

  it('does so for every method that a mapping lists, however the methods are imported', async () => {
    const spring = `import org.springframework.web.bind.annotation.*;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
class Orders {
  @RequestMapping(value = "/a", method = {RequestMethod.GET, POST}) Object a() { return null; }
  @RequestMapping(path = {"/b", "/c"}, method = POST) void b() {}
  @RequestMapping("/d") void d() {}
}`
    expect((await factsOf('serves', 'A.java', spring)).map(({method, path}) => [method, path])).toEqual([
      ['GET', {literal: '/a'}],
      ['POST', {literal: '/a'}],
      ['POST', {literal: '/b'}],
      ['POST', {literal: '/c'}],
      ['ANY', {literal: '/d'}],
    ])
  })

  it('does so as a servlet and as a SOAP service', async () => {
    const servlet =
      'import javax.servlet.annotation.WebServlet;\n@WebServlet(urlPatterns = {"/old", "/old/*"}) class S {}'
    expect((await factsOf('serves', 'A.java', servlet)).map(({path}) => path)).toEqual([
      {literal: '/old'},
      {literal: '/old/*'},
    ])
    const soap = 'import javax.jws.WebService;\n@WebService(serviceName = "Ledger") class L {}'
    expect(await factsOf('serves', 'A.java', soap)).toEqual([
      {is: 'serves', method: 'SOAP', path: {literal: 'Ledger'}, line: 2},
    ])
  })

  it('serves nothing by a Feign client, which calls', async () => {
    const text = `import org.springframework.web.bind.annotation.*;
import org.springframework.cloud.openfeign.FeignClient;
@FeignClient(name = "billing", url = "\${billing.url}") interface Billing { @GetMapping("/accounts/{id}") Object one(); }`

    expect((await found('A.java', text)).facts).toEqual([
      {is: 'type-served', type: 'Billing', calls: {url: {key: 'billing.url'}}, line: 3},
      {is: 'http', operation: 'GET', url: {key: 'billing.url', rest: '/accounts/{id}'}, line: 3},
    ])
  })
})

describe('Java that calls', () => {
  it('does so through the clients of Spring, Java and Apache', async () => {
    expect(
      await said(
        'org.springframework.web.reactive.function.client.WebClient org.apache.http.client.methods.HttpPost java.net.URL',
        `WebClient client = WebClient.create("http://api.msti.example"); String base;
         void a() { client.get().uri("/x/{id}", 1).retrieve(); new HttpPost(base + "/y");
           ((HttpURLConnection) new URL("http://old.msti.example/z").openConnection()).connect(); }`,
      ),
    ).toEqual([
      {is: 'http', url: {literal: 'http://api.msti.example'}},
      {is: 'address', host: 'api.msti.example', protocol: 'http', standing: 'named'},
      {is: 'http', operation: 'POST', url: {unresolved: 'decided at run time'}},
      {is: 'http', operation: 'GET', url: {literal: '/x/{id}'}},
      {is: 'http', url: {literal: 'http://old.msti.example/z'}},
      {is: 'address', host: 'old.msti.example', protocol: 'http', standing: 'address'},
    ])
  })

  it('runs the operations of cloud services', async () => {
    const facts = await said(
      'software.amazon.awssdk.services.s3.S3Client com.amazonaws.services.sqs.AmazonSQS com.azure.storage.blob.BlobServiceClient',
      `private final S3Client s3 = S3Client.builder().region(null).build(); AmazonSQS sqs; BlobServiceClient blobs;
       void a() { s3.putObject(null, null); this.sqs.sendMessage("u", "m"); blobs.getBlobContainerClient("c"); }`,
    )

    expect(facts).toEqual(
      expect.arrayContaining([
        {is: 'cloud', service: 'aws-s3', operation: 'putObject'},
        {is: 'cloud', service: 'aws-sqs', operation: 'sendMessage'},
        {is: 'cloud', service: 'azure-storage-blob', operation: 'getBlobContainerClient'},
      ]),
    )
    expect(facts).toHaveLength(3)
  })
})

describe('Java that asks for settings by name', () => {
  it('does so by annotations of frameworks, and follows what they give', async () => {
    expect(
      await said(
        'org.springframework.boot.autoconfigure.condition.ConditionalOnProperty org.skife.config.Config',
        `@ConditionalOnProperty(prefix = "dues", name = {"late.enabled", "early.enabled"}, havingValue = "true") void a() {}
         @ConditionalOnProperty("ships.enabled") void b() {}
         @Config("dues.template") String c();`,
      ),
    ).toEqual([
      {is: 'setting', from: 'configuration', key: 'dues.late.enabled'},
      {is: 'setting', from: 'configuration', key: 'dues.early.enabled'},
      {is: 'setting', from: 'configuration', key: 'ships.enabled'},
      {is: 'setting', from: 'configuration', key: 'dues.template'},
    ])
    expect(
      await said(
        'uk.gov.justice.services.common.configuration.Value org.springframework.web.client.RestTemplate',
        `@Value(key = "quayUrl", defaultValue = "none") String url; RestTemplate rest;
         void a() { rest.getForObject(url + "/x", String.class); }`,
      ),
    ).toEqual([
      {is: 'setting', from: 'configuration', key: 'quayUrl'},
      {is: 'http', operation: 'GET', url: {key: 'quayUrl', rest: '/x'}},
    ])
  })
})

describe('Java that connects by clients of its makers', () => {
  it('does so to Service Bus, old and new, to MongoDB, by RESTEasy and to GOV.UK Notify', async () => {
    expect(
      await said(
        'com.azure.messaging.servicebus.ServiceBusClientBuilder com.microsoft.azure.servicebus.TopicClient com.mongodb.ConnectionString org.jboss.resteasy.client.jaxrs.ResteasyClient uk.gov.service.notify.NotificationClient',
        `@Value("\${q.in}") String in; ResteasyClient client; NotificationClient notify;
         void a(String url) {
           new ServiceBusClientBuilder().connectionString(c).processor().queueName(in).buildProcessorClient();
           new ServiceBusClientBuilder().connectionString(c).sender().topicName("ships").buildClient();
           new TopicClient(new ConnectionStringBuilder(c, "dues"));
           ClientFactory.createMessageReceiverFromConnectionStringBuilder(new ConnectionStringBuilder(c, "late/subscriptions/" + s), m);
           builder.applyConnectionString(new ConnectionString("mongodb://db.dept.example/ships"));
           client.target(url).request();
           notify.sendEmail(t, a, p, r);
         }`,
      ),
    ).toEqual([
      {is: 'queue', product: 'azure-service-bus', does: 'receives', operation: 'queueName', queue: {key: 'q.in'}},
      {
        is: 'queue',
        product: 'azure-service-bus',
        does: 'sends',
        operation: 'topicName',
        queue: {literal: 'ships'},
      },
      {is: 'queue', product: 'azure-service-bus', queue: {literal: 'dues'}},
      {is: 'queue', product: 'azure-service-bus', queue: {literal: 'late'}},
      {
        is: 'database',
        product: 'mongodb',
        operation: 'ConnectionString',
        connection: {literal: 'mongodb://db.dept.example/ships'},
      },
      {is: 'address', host: 'db.dept.example', protocol: 'mongodb', database: 'ships', standing: 'connection'},
      {is: 'http', url: {unresolved: 'decided at run time'}},
      {is: 'cloud', service: 'govuk-notify', operation: 'sendEmail'},
    ])
  })
})

describe('Java whose variables share a name', () => {
  it('calls by the variable of its own method, and of a service only what stands on the client itself', async () => {
    const facts = await said(
      'com.azure.storage.blob.BlobServiceClient software.amazon.awssdk.services.sns.SnsClient software.amazon.awssdk.services.sqs.SqsClient',
      `void a() { SqsClient client = SqsClient.create(); client.sendMessage(m); }
       void b() { SnsClient client = SnsClient.builder().region(r).build(); client.publish(p); }
       void c(BlobServiceClient blobs) {
         blobs.listBlobContainers().stream().map(x).collect(y);
         blobs.getBlobContainerClient("in").getBlobClient("a").upload(z);
       }
       SqsClient d() { SqsClientBuilder made = SqsClient.builder(); made.region(r); return made.build(); }`,
    )

    expect(facts).toEqual([
      {is: 'cloud', service: 'aws-sqs', operation: 'sendMessage'},
      {is: 'cloud', service: 'aws-sns', operation: 'publish'},
      {is: 'cloud', service: 'azure-storage-blob', operation: 'listBlobContainers'},
      {is: 'cloud', service: 'azure-storage-blob', operation: 'getBlobContainerClient'},
      {is: 'cloud', service: 'azure-storage-blob', operation: 'getBlobClient'},
      {is: 'cloud', service: 'azure-storage-blob', operation: 'upload'},
      {is: 'cloud', service: 'aws-sqs'},
    ])
  })
})

describe('Java that keeps data', () => {
  it('connects by address, by name and by pool', async () => {
    const facts = await said(
      'java.sql.DriverManager javax.naming.InitialContext javax.annotation.Resource',
      `@Resource(name = "jdbc/audit") DataSource audit;
       void a() { DriverManager.getConnection("jdbc:postgresql://db.msti.example:5432/pay", "scott", "tiger");
         new InitialContext().lookup("java:comp/env/jdbc/pay"); }`,
    )

    expect(facts).toEqual(
      expect.arrayContaining([
        {is: 'database', product: 'postgresql', connection: {literal: 'jdbc:postgresql://db.msti.example:5432/pay'}},
        {
          is: 'address',
          host: 'db.msti.example',
          protocol: 'postgresql',
          port: '5432',
          database: 'pay',
          standing: 'connection',
        },
        {is: 'database', product: 'sql', connection: {key: 'jdbc/pay'}},
        {is: 'database', product: 'sql', connection: {key: 'jdbc/audit'}},
      ]),
    )
    expect(JSON.stringify(facts)).not.toMatch(/scott|tiger/)
  })

  it('keeps mapped classes in tables, and queries them by the names of the classes', async () => {
    const text = `import javax.persistence.*;
@Entity @Table(name = "T_ORDER", schema = "sales") class Order {
  void a(EntityManager em) {
    em.createQuery("select o from Order o where o.id = 1");
    em.createNativeQuery("select id from sales.t_line");
  }
}`
    const {facts} = await found('Order.java', text)

    expect(facts.filter(({is}) => is !== 'database')).toEqual([
      {is: 'mapped', entity: 'Order', table: {literal: 'sales.T_ORDER'}, naming: 'hibernate', line: 2},
      {is: 'sql', of: 'entities', reads: ['Order'], writes: [], calls: [], line: 4},
      {is: 'sql', of: 'tables', reads: ['sales.t_line'], writes: [], calls: [], line: 5},
    ])
  })

  it('queries classes by their names in repositories of DeltaSpike, and where a query begins with `from`', async () => {
    const text = `import org.apache.deltaspike.data.api.Query;
interface Orders {
  @Query("select o from OrderEntity o where o.id = :id") OrderEntity one(long id);
  @Query("from LineEntity l where l.order = ?1") List<LineEntity> lines(long id);
  @Query(isNative = true, value = "select * from orders where id = ?1") OrderEntity raw(long id);
  @Help("from OrderEntity to LineEntity") void help(); }`

    expect(await factsOf('sql', 'A.java', text)).toEqual([
      {is: 'sql', of: 'entities', reads: ['OrderEntity'], writes: [], calls: [], line: 3},
      {is: 'sql', of: 'entities', reads: ['LineEntity'], writes: [], calls: [], line: 4},
      {is: 'sql', of: 'tables', reads: ['orders'], writes: [], calls: [], line: 5},
    ])
  })

  it('reads SQL that is put together, and says what of it is decided at run time', async () => {
    const facts = await said(
      'java.sql.*',
      `static final String FROM = " from orders"; void a(String table) throws Exception {
        String one = "select id" + FROM + " where id = " + id;
        String two = "delete from " + table;
        String three = String.format("update %s set a = 1", table);
      }`,
    )

    expect(facts).toEqual([
      {is: 'sql', of: 'tables', reads: ['orders'], writes: [], calls: []},
      {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true},
      {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true},
    ])
  })
})

describe('Java that exchanges', () => {
  it('knows an exchange of RabbitMQ from a queue, and the queues that an annotation declares', async () => {
    const facts = await said(
      'com.rabbitmq.client.Channel org.springframework.amqp.rabbit.annotation.*',
      `Channel channel; RabbitTemplate rabbit; static final String QUEUE = "paid";
       void a() { channel.basicPublish("", QUEUE, null, null); channel.basicPublish("orders", "new", null, null);
         rabbit.convertAndSend(QUEUE, "x"); channel.basicConsume(QUEUE, true, null); }
       @RabbitListener(bindings = @QueueBinding(value = @Queue(value = "mails", durable = "true"), exchange = @Exchange("orders")))
       void on(String s) {}
       @RabbitListener(queues = {"a", "\${b.queue}"}) void many(String s) {}`,
    )

    expect(facts).toEqual([
      {is: 'queue', product: 'rabbitmq', does: 'sends', operation: 'basicPublish', queue: {literal: 'paid'}},
      {is: 'queue', product: 'rabbitmq', does: 'sends', operation: 'basicPublish', exchange: {literal: 'orders'}},
      {is: 'queue', product: 'rabbitmq', does: 'sends', operation: 'convertAndSend', queue: {literal: 'paid'}},
      {is: 'queue', product: 'rabbitmq', does: 'receives', operation: 'basicConsume', queue: {literal: 'paid'}},
      {is: 'queue', product: 'rabbitmq', does: 'receives', queue: {literal: 'mails'}},
      {is: 'queue', product: 'rabbitmq', does: 'receives', queue: {literal: 'a'}},
      {is: 'queue', product: 'rabbitmq', does: 'receives', queue: {key: 'b.queue'}},
    ])
  })

  it('follows a queue of JMS to who sends to it and who receives from it', async () => {
    const facts = await said(
      'javax.jms.Session javax.jms.JMSContext javax.annotation.Resource org.springframework.beans.factory.annotation.Value',
      `@Resource(lookup = "java:/jms/queue/paid") Queue paid; @Value("\${queues.late}") String late; Session session; JMSContext context;
       void a() { Queue orders = session.createQueue("orders"); MessageProducer p = session.createProducer(orders); p.send(null); }
       void b() { session.createConsumer(session.createQueue(late)); session.createProducer(paid); }
       void c() { Queue orders = session.createQueue("others"); session.createConsumer(orders, "x = 1"); }
       void d() { context.createProducer().send(new ActiveMQQueue("mq"), "x"); session.createProducer(chosen()); }`,
    )

    expect(facts.filter(({is}) => is === 'queue')).toEqual([
      {is: 'queue', product: 'jms', does: 'sends', operation: 'createProducer', queue: {literal: 'orders'}},
      {is: 'queue', product: 'jms', does: 'receives', operation: 'createConsumer', queue: {key: 'queues.late'}},
      {is: 'queue', product: 'jms', does: 'sends', operation: 'createProducer', queue: {literal: 'jms/queue/paid'}},
      {is: 'queue', product: 'jms', does: 'receives', operation: 'createConsumer', queue: {literal: 'others'}},
      {is: 'queue', product: 'jms', does: 'sends', operation: 'send', queue: {literal: 'mq'}},
      {
        is: 'queue',
        product: 'jms',
        does: 'sends',
        operation: 'createProducer',
        queue: {unresolved: 'decided at run time'},
      },
    ])
  })

  it('receives as a message-driven bean from the destination of its activation', async () => {
    const bean = (...properties: readonly string[]): Promise<unknown> =>
      said(
        'javax.ejb.MessageDriven javax.ejb.ActivationConfigProperty javax.jms.MessageListener',
        `@MessageDriven(activationConfig = {${properties
          .map((one) => `@ActivationConfigProperty(propertyName = ${one})`)
          .join(', ')}}) static class Bean implements MessageListener {}`,
      )
    const type = '"destinationType", propertyValue = "javax.jms.Queue"'

    expect(await bean(type, '"destination", propertyValue = "queue/orders"')).toEqual([
      {is: 'queue', product: 'jms', does: 'receives', queue: {literal: 'queue/orders'}},
    ])
    expect(await bean('"destinationLookup", propertyValue = "java:/jms/queue/paid"', type)).toEqual([
      {is: 'queue', product: 'jms', does: 'receives', queue: {literal: 'jms/queue/paid'}},
    ])
    expect(await bean(type)).toEqual([{is: 'queue', product: 'jms', does: 'receives'}])
  })

  it('takes a name for what it is set to around the call, and for nothing where it is set anew', async () => {
    const facts = await said(
      'org.springframework.jms.core.JmsTemplate',
      `JmsTemplate jms; String field; A() { this.field = "field"; }
       void a() { String queue = "one"; jms.convertAndSend(queue, "x"); }
       void b() { String queue = "two"; jms.convertAndSend(queue, "x"); jms.convertAndSend(field, "x"); }
       void c(boolean late) { String queue = "three"; if (late) queue = "four"; jms.convertAndSend(queue, "x"); }`,
    )

    expect(facts.map((fact) => (fact.is === 'queue' ? fact.queue : undefined))).toEqual([
      {literal: 'one'},
      {literal: 'two'},
      {literal: 'field'},
      {unresolved: 'decided at run time'},
    ])
  })

  it('sends to queues and receives from them, by literal, constant, setting or a constant of another class', async () => {
    const facts = await said(
      'org.springframework.jms.core.JmsTemplate org.springframework.kafka.annotation.KafkaListener org.apache.kafka.clients.producer.ProducerRecord org.springframework.amqp.rabbit.core.RabbitTemplate',
      `static final String ORDERS = "orders.new"; JmsTemplate jms; RabbitTemplate rabbit;
       @KafkaListener(topics = {"a", "\${b.topic}"}) void in(String s) {
         jms.convertAndSend(ORDERS, s); new ProducerRecord<>(Topics.PAID, s); rabbit.convertAndSend("exchange", "key", s); }`,
    )

    expect(facts).toEqual(
      expect.arrayContaining([
        {is: 'queue', product: 'apache-kafka', does: 'receives', queue: {literal: 'a'}},
        {is: 'queue', product: 'apache-kafka', does: 'receives', queue: {key: 'b.topic'}},
        {is: 'queue', product: 'jms', does: 'sends', operation: 'convertAndSend', queue: {literal: 'orders.new'}},
        {
          is: 'queue',
          product: 'apache-kafka',
          does: 'sends',
          operation: 'ProducerRecord',
          queue: {constant: 'Topics.PAID'},
        },
        {is: 'queue', product: 'rabbitmq', does: 'sends', operation: 'convertAndSend', exchange: {literal: 'exchange'}},
      ]),
    )
    expect(facts).toHaveLength(5)
  })

  it('reads and writes files by whole paths, through streams, channels and what is cast', async () => {
    const text = `package a;
import com.jcraft.jsch.*;
import java.io.*;
import java.nio.file.*;
import java.util.Scanner;
class A { void x(Channel c) throws Exception {
  ((ChannelSftp) c).put("/data/own.csv", "/in/cast.csv");
  var held = (ChannelSftp) c; held.get("/out/held.csv", "/data/held.csv");
  Files.copy(Path.of("/data/a.csv"), Paths.get("/mnt", "share", "b.csv"));
  Files.writeString(Path.of("/data/c.csv"), "x");
  Files.write(Paths.get("/data/d.csv"), new byte[0]);
  Files.newBufferedReader(Path.of("/data/e.csv"));
  Files.copy(stream, Path.of("/data/f.csv"));
  Files.readString(Path.of(folder, "g.csv"));
  new Scanner(new File("/data/h.csv")); new Scanner("/data/no.csv");
  new FileReader(new File("/data", "i.csv")); new PrintWriter("/data/j.csv"); new PrintWriter(out);
} }`

    expect(
      (await factsOf('file', 'A.java', text)).map(({line, protocol, does, path}) =>
        [line, protocol, does, ...Object.values(path ?? {})].join(' '),
      ),
    ).toEqual([
      '7 sftp writes /in/cast.csv',
      '8 sftp reads /out/held.csv',
      '9 local reads /data/a.csv',
      '9 local writes /mnt/share/b.csv',
      '10 local writes /data/c.csv',
      '11 local writes /data/d.csv',
      '12 local reads /data/e.csv',
      '13 local writes /data/f.csv',
      '15 local reads /data/h.csv',
      '16 local reads /data/i.csv',
      '16 local writes /data/j.csv',
    ])
  })

  it('starts the first word of a list as a program', async () => {
    const text = `class A { void x() { Runtime.getRuntime().exec(new String[]{"/usr/bin/two", "--x"});
  Runtime.getRuntime().exec(command);
  new ProcessBuilder(List.of("/usr/bin/three", "-a")).start();
  new ProcessBuilder().command("/usr/bin/four", "-a").start(); } }`

    expect(
      (await factsOf('process', 'A.java', text)).map(({line, program}) => [line, ...Object.values(program)]),
    ).toEqual([
      [1, '/usr/bin/two'],
      [2, 'decided at run time'],
      [3, '/usr/bin/three'],
      [4, '/usr/bin/four'],
    ])
  })

  it('sends mail and files, runs programs and jobs, and asks for settings', async () => {
    const facts = await said(
      'javax.mail.Transport org.apache.commons.net.ftp.FTPClient org.springframework.scheduling.annotation.Scheduled java.io.FileWriter org.springframework.beans.factory.annotation.Value',
      `@Value("\${out.folder:/tmp}") String folder; FTPClient ftp = new FTPClient();
       @Scheduled(cron = "\${nightly}") void a() throws Exception { Transport.send(null); ftp.connect("files.msti.example");
         ftp.storeFile("/in/a.csv", null); new FileWriter("/srv/out/b.csv"); new FileWriter("relative.csv");
         Runtime.getRuntime().exec("/usr/bin/gpg --sign"); System.getenv("REGION"); System.getProperty("user.dir"); }`,
    )

    expect(facts).toEqual(
      expect.arrayContaining([
        {is: 'setting', from: 'configuration', key: 'out.folder'},
        {is: 'job', schedule: {key: 'nightly'}},
        {is: 'mail'},
        {is: 'file', protocol: 'ftp', server: {literal: 'files.msti.example'}},
        {is: 'file', protocol: 'ftp', does: 'writes', path: {literal: '/in/a.csv'}},
        {is: 'file', protocol: 'local', does: 'writes', path: {literal: '/srv/out/b.csv'}},
        {is: 'process', program: {literal: '/usr/bin/gpg --sign'}},
        {is: 'setting', from: 'environment', key: 'REGION'},
        {is: 'setting', from: 'configuration', key: 'user.dir'},
      ]),
    )
    expect(facts).toHaveLength(9)
  })
})
