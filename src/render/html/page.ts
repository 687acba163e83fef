import {createHash} from 'node:crypto'
import type {Settings} from '../../model/settings.ts'
import {html, type Markup, trusted} from './markup.ts'
import {earlyScript, movedScript, registerScript} from './register-script.ts'

interface PageParts {
  readonly title: string | Markup
  readonly settings: Settings
  readonly css: string
  readonly main: Markup
  /** What runs on it: the register's own, or what finds a system that stands elsewhere now. */
  readonly script: 'register' | 'moved'
}

/** A whole page: nothing in it asks for anything outside of it, and no script runs but ours, by its hash. */
export function pageOf({title, settings, css, main, script}: PageParts): string {
  const {marking, edition} = settings.report
  const scripts = script === 'register' ? [earlyScript, registerScript] : ['', movedScript]
  const [early = '', late = ''] = scripts
  const allowed = scripts.filter(Boolean).map(hashOf).join(' ')
  const policy = `default-src 'none'; script-src ${allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`
  const printed = `@page{@top-center{content:"${marking}";font:bold 9pt arial,sans-serif}@bottom-right{content:counter(page);font:9pt arial,sans-serif}}`
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} - ${marking}</title>
        ${early && trusted(`<script>${early}</script>`)}
        <style>
          ${trusted(css)}${trusted(printed)}
        </style>
      </head>
      <body class="govuk-template__body">
        <a class="govuk-skip-link" href="#main">Skip to main content</a>
        <header>
          <div class="marking"><div class="width">${marking}</div></div>
          <div class="bar">
            <div class="width">
              <strong>Legacy estate audit</strong><span>${edition === 'full' ? 'Full edition' : edition}</span>
            </div>
          </div>
        </header>
        <main id="main" class="width">${main}</main>
        <footer class="width foot">
          <p class="note">${marking}. Figures are proposals from evidence, not submitted assessments.</p>
        </footer>
        ${trusted(`<script>${late}</script>`)}
      </body>
    </html> `.markup
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}
