const https = require('https')

// Tides slow the Earth down, so the department that foretells them knows how long the day was.
const source = process.env.LENGTHS_URL || 'https://predict01.tides.example/lengths-of-day'

exports.lengthsOfDay = function lengthsOfDay(until) {
  return new Promise((resolve, reject) => {
    https
      .get(`${source}?until=${until.toISOString().slice(0, 10)}`, (answer) => {
        let text = ''
        answer.on('data', (chunk) => (text += chunk))
        answer.on('end', () => resolve(JSON.parse(text)))
      })
      .on('error', reject)
  })
}
