import {describe, expect, it} from '@jest/globals'
import {brokersIn} from '../../../../src/collect/source/languages/brokers.ts'
import {found} from './scan.ts'

/** Machines with their protocols that calls lead to, and settings that say one, in the order of the code. */
async function machines(path: string, text: string): Promise<readonly string[]> {
  const {facts} = await found(path, text)
  const told = facts.flatMap((fact) => {
    if (fact.is === 'broker') return [`${fact.protocol} ${JSON.stringify(fact.at)}`]
    return fact.is === 'address' && fact.standing === undefined ? [`${fact.protocol} ${fact.host}`] : []
  })
  return [...new Set(told)]
}

describe('a text by which a client finds its broker', () => {
  it('names machines by a list, by addresses within one, or with a port in brackets', () => {
    const hosts = (text: string) => brokersIn(text, 'x').map(({host, port}) => `${host} ${port}`)

    expect(hosts('k1.dept.example:9092,k2.dept.example:9093')).toEqual(['k1.dept.example 9092', 'k2.dept.example 9093'])
    expect(hosts('failover:(tcp://a.dept.example:61616,ssl://b.dept.example:61617)?randomize=false,x.y')).toEqual([
      'a.dept.example 61616',
      'b.dept.example 61617',
    ])
    expect(hosts('a.dept.example(1414),b.dept.example(1415)')).toEqual([
      'a.dept.example undefined',
      'b.dept.example undefined',
    ])
    expect(hosts('r1.dept.example:6379,password=x.y,ssl=true')).toEqual(['r1.dept.example 6379'])
    expect(hosts('amqp://svc.user:p@ss,w@mq.dept.example:5672/v')).toEqual(['mq.dept.example 5672'])
    expect(hosts('localhost:9092,10.0.0.1:9092,kafka:9092,{}')).toEqual([])
  })
})

describe('a broker that stands in a call', () => {
  it('of Java is known by its client', async () => {
    const text = `import com.rabbitmq.client.*; import java.util.*; import org.apache.kafka.clients.producer.*;
import redis.clients.jedis.Jedis;
class A { void a() {
  ConnectionFactory f = new ConnectionFactory(); f.setHost("mq.dept.example");
  Properties p = new Properties(); p.put("bootstrap.servers", "k1.dept.example:9092,k2.dept.example:9092");
  p.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "k3.dept.example:9092");
  Map<String, Object> m = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, System.getenv("SERVERS"), "x", "k9.dept.example");
  new org.apache.activemq.ActiveMQConnectionFactory("failover:(tcp://q1.dept.example:61616,tcp://q2.dept.example:61616)");
  new Jedis("cache.dept.example", 6379);
  com.ibm.mq.jms.MQQueueConnectionFactory q = new com.ibm.mq.jms.MQQueueConnectionFactory(); q.setHostName("qm.dept.example");
} }`

    expect(await machines('A.java', text)).toEqual([
      'amqp mq.dept.example',
      'kafka k1.dept.example',
      'kafka k2.dept.example',
      'kafka k3.dept.example',
      'kafka {"key":"SERVERS"}',
      'activemq q1.dept.example',
      'activemq q2.dept.example',
      'redis cache.dept.example',
      'ibm-mq qm.dept.example',
    ])
  })

  it('of C# is known by its client, which is set up between braces or afterwards', async () => {
    const text = `using RabbitMQ.Client; using Confluent.Kafka; using StackExchange.Redis;
class A { void M() {
  var f = new ConnectionFactory { HostName = "mq.dept.example" };
  var g = new ConnectionFactory(); g.HostName = config["Mq:Host"];
  var p = new ProducerConfig { BootstrapServers = "k1.dept.example:9092" };
  var c = new ConsumerConfig(); c.BootstrapServers = "k2.dept.example:9092";
  ConnectionMultiplexer.Connect("cache.dept.example:6379,password=x");
  var x = new System.Net.Mail.SmtpClient("mail.dept.example", 25);
} }`

    expect(await machines('A.cs', text)).toEqual([
      'amqp mq.dept.example',
      'amqp {"key":"Mq:Host"}',
      'kafka k1.dept.example',
      'kafka k2.dept.example',
      'redis cache.dept.example',
      'smtp mail.dept.example',
    ])
  })

  it('of PHP is known by its client', async () => {
    const text = `<?php
$c = new RdKafka\\Conf(); $c->set('metadata.broker.list', 'k1.dept.example:9092');
$s = new PhpAmqpLib\\Connection\\AMQPStreamConnection('mq.dept.example', 5672, 'u', 'x');
$p = new Predis\\Client(['host' => 'cache.dept.example']);`

    expect(await machines('a.php', text)).toEqual([
      'kafka k1.dept.example',
      'amqp mq.dept.example',
      'redis cache.dept.example',
    ])
  })

  it('of Python is known by its client', async () => {
    const text = `import pika, pymongo
from kafka import KafkaProducer
from confluent_kafka import Producer
pika.BlockingConnection(pika.ConnectionParameters("m1.dept.example"))
pika.BlockingConnection(pika.ConnectionParameters(host=os.environ["MQ"], port=5672))
KafkaProducer(bootstrap_servers=["k1.dept.example:9092", "k2.dept.example:9092"])
Producer({"bootstrap.servers": "k3.dept.example:9092"})
pymongo.MongoClient("db.dept.example", 27017)
`

    expect(await machines('a.py', text)).toEqual([
      'amqp m1.dept.example',
      'amqp {"key":"MQ"}',
      'kafka k1.dept.example',
      'kafka k2.dept.example',
      'kafka k3.dept.example',
      'mongodb db.dept.example',
    ])
  })

  it('of Ruby is known by its client', async () => {
    const text = `Bunny.new(host: 'm1.dept.example')
Bunny.new(hostname: ENV['MQ'])
Kafka.new(['k1.dept.example:9092'])
Kafka.new(seed_brokers: ['k2.dept.example:9092'])
Rdkafka::Config.new("bootstrap.servers" => "k3.dept.example:9092")
`

    expect(await machines('a.rb', text)).toEqual([
      'amqp m1.dept.example',
      'amqp {"key":"MQ"}',
      'kafka k1.dept.example',
      'kafka k2.dept.example',
      'kafka k3.dept.example',
    ])
  })

  it('of Go is known by its client, as the database of a text that is no address', async () => {
    const text = `package main
import ("github.com/IBM/sarama"; amqp "github.com/rabbitmq/amqp091-go"; "github.com/nats-io/nats.go"; "database/sql"; "github.com/confluentinc/confluent-kafka-go/kafka")
func main() {
	sarama.NewSyncProducer([]string{"k1.dept.example:9092"}, nil)
	amqp.Dial("amqp://m1.dept.example:5672/")
	nats.Connect("nats://n1.dept.example:4222, nats://n2.dept.example:4222")
	kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": "k2.dept.example:9092"})
	sql.Open("postgres", "user=u password=p host=d1.dept.example port=5432 dbname=d")
	sql.Open("mysql", "u:p@tcp(d2.dept.example:3306)/d")
}`

    expect(await machines('a.go', text)).toEqual([
      'kafka k1.dept.example',
      'amqp m1.dept.example',
      'nats n1.dept.example',
      'nats n2.dept.example',
      'kafka k2.dept.example',
      'postgresql d1.dept.example',
      'mysql d2.dept.example',
    ])
  })
})
