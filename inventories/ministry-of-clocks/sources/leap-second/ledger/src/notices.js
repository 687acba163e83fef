const amqp = require('amqplib')

/** One message to every subscriber; the bulletin reads the same exchange. */
exports.publishNotice = async function publishNotice(notice) {
  const connection = await amqp.connect(process.env.NOTICES_URL || 'amqp://queue01.clocks.example:5672/notices')
  const channel = await connection.createConfirmChannel()
  await channel.assertExchange('leap-seconds', 'fanout', {durable: true})
  channel.publish('leap-seconds', '', Buffer.from(JSON.stringify(notice)), {persistent: true})
  await channel.waitForConfirms()
  await connection.close()
}
