import {describe, expect, it} from '@jest/globals'
import {said} from './said.ts'

describe('queues and topics of TypeScript and JavaScript', () => {
  it.each([
    [
      'RabbitMQ, by promise and by callback',
      `const amqp = require('amqplib')
const QUEUE = 'orders.in'
const connection = await amqp.connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
channel.sendToQueue(QUEUE, Buffer.from('x'))
channel.publish('shop.events', 'order.paid', body)
channel.publish('', 'direct.queue', body)
channel.consume(process.env.IN_QUEUE, work)
const {queue} = await channel.assertQueue('returns'); channel.consume(queue, work)
amqp.connect(url, (error, conn) => conn.createChannel((err, ch) => { ch.consume('late', work) }))`,
      [
        '3 broker amqp <AMQP_URL>',
        '5 queue rabbitmq sends orders.in',
        '6 queue rabbitmq sends shop.events',
        '7 queue rabbitmq sends direct.queue',
        '8 queue rabbitmq receives <IN_QUEUE>',
        '9 queue rabbitmq returns',
        '9 queue rabbitmq receives returns',
        '10 broker amqp ?',
        '10 queue rabbitmq receives late',
      ],
    ],
    [
      'a broker by its name, and Redis by a port and a name',
      `const amqp = require('amqplib'); const Redis = require('ioredis')
amqp.connect({hostname: 'mq.shop.gov.uk'})
new Redis(6379, 'cache.shop.gov.uk')`,
      ['2 address amqp mq.shop.gov.uk', '3 database redis', '3 address redis cache.shop.gov.uk'],
    ],
    [
      'Kafka',
      `import {Kafka, Producer} from 'kafkajs'
const kafka = new Kafka({brokers: ['k1.shop.gov.uk:9092', process.env.K2]})
class Sender { constructor(private producer: Producer) {}
  send() { return this.producer.send({topic: 'orders', messages: []}) } }
const consumer = kafka.consumer({groupId: 'g'})
await consumer.subscribe({topics: ['stock', 'prices'], fromBeginning: true})
await consumer.subscribe({topic: topicName})`,
      [
        '2 address apache-kafka k1.shop.gov.uk 9092',
        '2 broker apache-kafka <K2>',
        '4 queue apache-kafka sends orders',
        '6 queue apache-kafka receives stock',
        '6 queue apache-kafka receives prices',
        '7 queue apache-kafka receives ?',
      ],
    ],
    [
      'SQS and SNS, old and new',
      `import {SQSClient, SendMessageCommand, ReceiveMessageCommand} from '@aws-sdk/client-sqs'
import AWS from 'aws-sdk'
import {Consumer} from 'sqs-consumer'
const client = new SQSClient({})
await client.send(new SendMessageCommand({QueueUrl: 'https://sqs.eu-west-2.amazonaws.com/1/orders', MessageBody: 'x'}))
await client.send(new ReceiveMessageCommand({QueueUrl: process.env.QUEUE_URL}))
new AWS.SNS().publish({TopicArn: 'arn:aws:sns:eu-west-2:1:paid', Message: 'x'}).promise()
Consumer.create({queueUrl: 'https://sqs.eu-west-2.amazonaws.com/1/returns', handleMessage})`,
      [
        '5 cloud aws-sqs SendMessage',
        '5 queue aws-sqs sends orders',
        '6 cloud aws-sqs ReceiveMessage',
        '6 queue aws-sqs receives <QUEUE_URL>',
        '7 cloud aws-sns publish',
        '7 queue aws-sns sends paid',
        '8 queue aws-sqs receives returns',
      ],
    ],
    [
      'Service Bus, Pub/Sub, Bull, STOMP, NATS and MQTT',
      `import {ServiceBusClient} from '@azure/service-bus'
import {PubSub} from '@google-cloud/pubsub'
import {Queue, Worker} from 'bullmq'
import {Client} from '@stomp/stompjs'
import {connect} from 'nats'
import mqtt from 'mqtt'
const bus = new ServiceBusClient(process.env.BUS)
bus.createSender('orders'); bus.createReceiver('returns')
new PubSub().topic('paid').publishMessage({data})
const mails = new Queue('mails')
mails.add('welcome', {})
new Worker('mails', work)
new Client({brokerURL}).publish({destination: '/queue/a', body})
const nc = await connect({servers: 'n.shop.gov.uk'})
nc.publish('orders.new'); nc.subscribe('orders.old')
mqtt.connect('mqtt://m.shop.gov.uk').subscribe('gauges/+')`,
      [
        '8 queue azure-service-bus sends orders',
        '8 queue azure-service-bus receives returns',
        '9 queue google-pubsub sends paid',
        '11 queue redis sends mails',
        '12 queue redis receives mails',
        '13 queue stomp sends /queue/a',
        '15 queue nats sends orders.new',
        '15 queue nats receives orders.old',
        '16 queue mqtt receives gauges/+',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected)
  })
})
