// Firefox prints to a PDF. WebKit's driver cannot print, so there the page's print rules are applied to the screen.
import { execFileSync } from 'node:child_process'

import { findPdfToText } from '../support/engines.ts'
import type { Tab } from './engine.ts'
import { expect, faults, test, untilHydrated } from './test.ts'

const pdfToText = findPdfToText()

/** The printed text without white space, which a PDF does not keep. */
async function printedText(tab: Tab): Promise<string> {
  const pdf = await tab.print()
  const text = pdf
    ? execFileSync(pdfToText ?? '', ['-', '-'], { input: pdf, encoding: 'utf8' })
    : await tab.evaluate(applyPrintRules)
  return text.replaceAll(/\s/g, '')
}

/** Applies `@media print` to the screen, and fires `beforeprint`. Returns the text that is visible then. */
function applyPrintRules(): string {
  const apply = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'screen'
      if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) apply(rule.cssRules)
    }
  }
  for (const { cssRules } of document.styleSheets) apply(cssRules)
  dispatchEvent(new Event('beforeprint'))
  return document.body.innerText
}

test('a printed chat has all participants, and no buttons', async ({ tab, relay, engineName }) => {
  test.skip(
    engineName === 'firefox' && pdfToText === null,
    'There is no pdftotext here. To get it: node e2e/support/engines.ts',
  )
  // The width of the text on A4.
  await tab.resize({ width: 718, height: 900 })
  await tab.open(`${relay.url}/chats/102`)
  await untilHydrated(tab)
  await tab.untilReady()
  const ids = await tab.evaluate(() =>
    [...document.querySelectorAll('[data-field=id]')].map(({ textContent }) => textContent),
  )
  expect(ids).toHaveLength(32)
  const text = await printedText(tab)
  // Phone numbers are not checked: Firefox prints other weights of a variable font than the regular one as shapes.
  for (const id of ids) expect(text).toContain(`HandleID${id}`)
  expect(text).not.toContain('Lookup')
  expect(text).not.toContain('Refresh')
  expect(await faults(tab)).toEqual([])
})
