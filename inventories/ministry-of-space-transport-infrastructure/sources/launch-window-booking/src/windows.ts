import {Pool} from 'pg'
import {announce} from './announcements.js'
import {storeManifest} from './manifests.js'

const pool = new Pool({connectionString: process.env.DATABASE_URL ?? 'postgres://launches.cmstilaunch01.eu-west-2.rds.amazonaws.com:5432/launches'})

export interface Booking {
  operator: string
  pad: string
  opens: string
  minutes: number
  manifest?: string
}

export async function listWindows(day: string) {
  const {rows} = await pool.query('SELECT id, pad, opens, minutes FROM launch_window WHERE opens::date = $1', [day])
  return rows
}

export async function reserveWindow(booking: Booking) {
  const {rows} = await pool.query(
    'INSERT INTO launch_window (operator, pad, opens, minutes) VALUES ($1, $2, $3, $4) RETURNING id',
    [booking.operator, booking.pad, booking.opens, booking.minutes],
  )
  if (booking.manifest) await storeManifest(rows[0].id, booking.manifest)
  await announce({id: rows[0].id, ...booking})
  return rows[0]
}

export async function cancelWindow(id: string) {
  await pool.query('DELETE FROM launch_window WHERE id = $1', [id])
  await announce({id, cancelled: true})
}
