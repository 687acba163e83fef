import type {WrittenSection} from '../../model/plugin.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, section, table} from './parts.ts'

interface PluginSection {
  readonly id: string
  readonly text: string
  readonly content: Markup
}

/** Sections that plugins wrote: plain text, escaped as all text is, with the plugin's name under each. */
export function pluginSections({index}: Page): readonly PluginSection[] {
  return (index.input.sections ?? []).map((one) => {
    const id = `plugin-${one.plugin.replace(/[^a-z0-9]+/g, '-').replace(/^-/, '')}-${one.id}`
    return {id, text: one.title, content: section(id, one.title, ...contentOf(one))}
  })
}

function contentOf({title, paragraphs, table: rows, plugin, version}: WrittenSection): readonly Markup[] {
  return [
    ...paragraphs.map((text) => html`<p class="govuk-body">${text}</p>`),
    ...(rows
      ? [
          region(
            title,
            table(
              title,
              rows.columns.map((text) => ({text})),
              rows.rows.map((cells) => cells.map((cell) => html`${cell}`)),
              'cards',
            ),
          ),
        ]
      : []),
    html`<p class="note">By ${plugin} ${version}</p> `,
  ]
}
