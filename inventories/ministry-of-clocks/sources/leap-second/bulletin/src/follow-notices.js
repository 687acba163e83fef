const amqp = require('amqplib')

exports.followNotices = async function followNotices(onNotice) {
  const connection = await amqp.connect(process.env.NOTICES_URL || 'amqp://queue01.clocks.example:5672/notices')
  const channel = await connection.createChannel()
  const {queue} = await channel.assertQueue('bulletin', {durable: true})
  await channel.bindQueue(queue, 'leap-seconds', '')
  await channel.consume(queue, (message) => {
    onNotice(JSON.parse(message.content.toString()))
    channel.ack(message)
  })
}
