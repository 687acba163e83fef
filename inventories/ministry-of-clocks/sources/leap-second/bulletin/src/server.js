const express = require('express')
const {nextOccasion} = require('leap-second-calendar')
const {followNotices} = require('./follow-notices')

let latest
const app = express()

app.get('/bulletin', (request, response) => {
  response.json(latest || {on: nextOccasion(new Date()), seconds: 0})
})

followNotices((notice) => (latest = notice)).then(() => app.listen(process.env.PORT || 8080))
