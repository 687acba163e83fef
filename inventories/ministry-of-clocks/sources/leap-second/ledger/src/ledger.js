const {Client} = require('pg')

/** The account of seconds: what the Earth owes, and what was paid. */
exports.openLedger = async function openLedger() {
  const client = new Client({connectionString: process.env.LEDGER_URL || 'postgres://ledgerdb01.clocks.example:5432/leap_seconds'})
  await client.connect()
  return {
    async balanceMs() {
      const {rows} = await client.query('SELECT balance_ms FROM posting ORDER BY posted_on DESC LIMIT 1')
      return rows.length > 0 ? Number(rows[0].balance_ms) : 0
    },
    post: (day, balanceMs) => client.query('INSERT INTO posting (posted_on, balance_ms) VALUES ($1, $2)', [day, balanceMs]),
    announce: ({on, seconds}) => client.query('INSERT INTO notice (takes_effect, seconds) VALUES ($1, $2)', [on, seconds]),
    close: () => client.end(),
  }
}
