/** Draws docs/report.png, the first screen of the golden report, with the Chromium of this machine. */
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {chromium} from 'playwright-core'

const root = join(import.meta.dirname, '..')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage({viewport: {width: 1280, height: 1180}})
await page.goto(pathToFileURL(join(root, 'reports', 'index.html')).href)
await page.screenshot({path: join(root, 'docs', 'report.png')})
await browser.close()
