// oxlint-disable-next-line import/no-unassigned-import -- A script without exports.
import './before-hydration.js'

import { beforeEach, expect, test, vi } from 'vitest'

const page = document.documentElement
const execCommand = vi.fn<(name: string, ui: boolean, text: string) => boolean>()
Object.assign(document, { execCommand })

beforeEach(() => {
  delete page.dataset['hydrated']
  delete page.dataset['shot']
  execCommand.mockClear()
})

/** Sets a marker of the console, and waits until the observers of the page know it. */
const mark = (name: 'hydrated' | 'shot', value: string) =>
  new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect()
      resolve()
    })
    observer.observe(page, { attributes: true })
    page.dataset[name] = value
  })

const type = (text: string) => {
  const box = document.querySelector('input') ?? expect.unreachable()
  box.value = text
  box.dispatchEvent(new Event('input', { bubbles: true }))
}

test('every button that is pressed before hydration is pressed again, and none stays disabled', async () => {
  document.body.innerHTML = '<button>Copy</button><button>Help</button>'
  const buttons = [...document.querySelectorAll('button')]
  for (const button of buttons) button.click()
  expect(buttons.map(({ title }) => title)).toEqual(['Loading…', 'Loading…'])
  const pressed: string[] = []
  for (const button of buttons) button.addEventListener('click', () => pressed.push(button.textContent))
  await mark('hydrated', '')
  expect(pressed).toEqual(['Copy', 'Help'])
  expect(buttons.map(({ title, ariaDisabled }) => [title, ariaDisabled])).toEqual([
    ['', null],
    ['', null],
  ])
})

test('a typed text is typed again into the box of a page that the browser renders instead', async () => {
  document.body.innerHTML = '<input name="text">'
  type('101')
  document.body.innerHTML = '<input name="text">'
  await mark('hydrated', '')
  expect(execCommand).toHaveBeenCalledExactlyOnceWith('insertText', false, '101')
})

test('a typed text is not typed again into the box of the next page', async () => {
  document.body.innerHTML = '<input name="text">'
  type('+12025550123')
  await mark('hydrated', '')
  document.body.innerHTML = '<input name="text">'
  await mark('shot', 'ready')
  expect(execCommand).not.toHaveBeenCalled()
})
