// Runs once a day at 00:05: reads the new lengths of the day, decides, writes the ledger, tells who asked to be told.
const {lengthsOfDay} = require('./lengths-of-day')
const {openLedger} = require('./ledger')
const {publishNotice} = require('./notices')
const {nextOccasion} = require('leap-second-calendar')

async function runDay(today) {
  const ledger = await openLedger()
  try {
    const drift = (await lengthsOfDay(today)).reduce((sum, {excessMs}) => sum + excessMs, await ledger.balanceMs())
    await ledger.post(today, drift)
    if (Math.abs(drift) < 500) return
    const notice = {on: nextOccasion(today), seconds: drift > 0 ? 1 : -1}
    await ledger.announce(notice)
    await publishNotice(notice)
  } finally {
    await ledger.close()
  }
}

runDay(new Date()).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
