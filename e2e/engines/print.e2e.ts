// Firefox prints to a PDF. WebKit's driver cannot print, so there the page's print rules are applied to the screen.
import { largeChat } from '../support/large-chat.ts'
import { canReadPdf, findPrintFaults, papers, printedRows, readPages } from '../support/printed.ts'
import { expect, faults, test, untilHydrated } from './test.ts'

/** Applies `@media print` to the screen, and fires `beforeprint`. Returns the text that is visible then, each row on one line. */
function applyPrintRules(): string {
  const apply = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'screen'
      if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) apply(rule.cssRules)
    }
  }
  for (const { cssRules } of document.styleSheets) apply(cssRules)
  dispatchEvent(new Event('beforeprint'))
  const rows = Array.from(document.querySelectorAll('tr'), (row) => row.innerText.replaceAll('\n', ' '))
  return [document.body.innerText, ...rows].join('\n')
}

for (const count of [2, 32, 300])
  test(`a chat with ${count} participants is printed whole, whatever the window`, async ({
    tab,
    largeChats,
    engineName,
  }) => {
    test.skip(
      engineName === 'firefox' && !canReadPdf,
      'There is no pdftotext here. To get it: node e2e/support/engines.ts',
    )
    const rows = printedRows(largeChat(count))
    await tab.open(`${largeChats.url}/chats/${count}`)
    await untilHydrated(tab)
    // Firefox waits half a second for each page, so the longest chat is printed twice only.
    for (const [paper, size] of Object.entries(papers))
      for (const width of count < 300 ? [390, 1440] : paper === 'A4' ? [390] : [1440]) {
        await tab.resize({ width, height: 900 })
        await tab.untilReady()
        const pdf = await tab.print(size)
        const pages = pdf ? readPages(pdf) : [(await tab.evaluate(applyPrintRules)).split('\n')]
        expect(findPrintFaults(pages, rows), `${paper} from ${width} px`).toEqual([])
      }
    expect(await faults(tab)).toEqual([])
  })
