import express from 'express'
import {cancelWindow, listWindows, reserveWindow} from './windows.js'
import {timeNow} from './clock.js'
import {hasPermit} from './permits.js'

const app = express()
app.use(express.json())

app.get('/windows', async (request, response) => {
  response.json(await listWindows(String(request.query.day ?? '')))
})

app.post('/windows', async (request, response) => {
  if (!(await hasPermit(request.body.operator))) {
    response.status(403).json({message: 'No orbit permit for this operator'})
    return
  }
  if (new Date(request.body.opens) <= (await timeNow())) {
    response.status(409).json({message: 'This window has passed'})
    return
  }
  response.status(201).json(await reserveWindow(request.body))
})

app.delete('/windows/:id', async (request, response) => {
  await cancelWindow(request.params.id)
  response.status(204).end()
})

app.listen(Number(process.env.PORT ?? 8080))
