import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const page = document.documentElement
const execCommand = vi.fn<(name: string, ui: boolean, text: string) => boolean>()
Object.assign(document, { execCommand })

const listen = vi.spyOn(globalThis, 'addEventListener')
const observe = vi.spyOn(MutationObserver.prototype, 'observe')

beforeEach(async () => {
  delete page.dataset['hydrated']
  delete page.dataset['shot']
  vi.resetModules()
  await vi.importActual('./before-hydration.js')
})

// The script of the next test must be the only one.
afterEach(() => {
  for (const [type, listener, options] of listen.mock.calls) removeEventListener(type, listener, options)
  for (const observer of observe.mock.contexts) if (observer instanceof MutationObserver) observer.disconnect()
  vi.clearAllMocks()
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
  document.body.innerHTML = '<button title="As a table">Copy</button><button>Help</button>'
  const buttons = [...document.querySelectorAll('button')]
  for (const button of [...buttons, ...buttons]) button.click()
  expect(buttons.map(({ title }) => title)).toEqual(['Loading…', 'Loading…'])
  const pressed: string[] = []
  for (const button of buttons) button.addEventListener('click', () => pressed.push(button.textContent))
  await mark('hydrated', '')
  expect(pressed).toEqual(['Copy', 'Help'])
  expect(buttons.map(({ title, ariaDisabled }) => [title, ariaDisabled])).toEqual([
    ['As a table', null],
    ['', null],
  ])
})

test('a button and keys that are pressed before hydration are all pressed again', async () => {
  document.body.innerHTML = '<button title="As a table">Copy</button>'
  const button = document.querySelector('button') ?? expect.unreachable()
  button.click()
  for (const key of ['r', '?'])
    for (const repeat of [false, true])
      button.dispatchEvent(new KeyboardEvent('keydown', { key, repeat, bubbles: true }))
  const pressed: string[] = []
  button.addEventListener('click', () => pressed.push('Copy'))
  button.addEventListener('keydown', ({ key, repeat }) => pressed.push(repeat ? 'repeated' : key))
  await mark('hydrated', '')
  expect(pressed).toEqual(['Copy'])
  await mark('shot', 'ready')
  expect(pressed).toEqual(['Copy', 'r', '?'])
  expect(button.title).toBe('As a table')
})

test('a key or value to copy is pressed again until the page is ready, unless it acted', async () => {
  document.body.innerHTML = '<button data-copy="45"></button>'
  const button = document.querySelector('button') ?? expect.unreachable()
  const pressed: string[] = []
  const press = (key: string) => {
    button.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    button.click()
  }
  await mark('hydrated', '')
  press('s')
  button.addEventListener('keydown', (event) => {
    event.preventDefault()
    pressed.push(event.key)
  })
  press('k')
  button.addEventListener('click', (event) => {
    event.preventDefault()
    pressed.push('copied')
  })
  press('c')
  expect(pressed).toEqual(['k', 'c', 'copied'])
  await mark('shot', 'ready')
  expect(pressed).toEqual(['k', 'c', 'copied', 's', 'copied'])
  await mark('shot', '')
  press('m')
  await mark('shot', 'ready')
  expect(pressed).toEqual(['k', 'c', 'copied', 's', 'copied', 'm', 'copied'])
})

test('a button that the browser renders instead is pressed in its place, once it works', async () => {
  document.body.innerHTML = '<button aria-label="Help"></button><button>Copy</button>'
  for (const button of document.querySelectorAll('button')) button.click()
  document.body.innerHTML = '<button disabled>Copy</button><button aria-label="Help"></button>'
  const pressed: string[] = []
  const [copy, help] = document.querySelectorAll('button')
  help?.addEventListener('click', () => pressed.push('Help'))
  copy?.addEventListener('click', () => pressed.push('Copy'))
  await mark('hydrated', '')
  expect(pressed).toEqual(['Help'])
  copy?.removeAttribute('disabled')
  await mark('shot', 'ready')
  expect(pressed).toEqual(['Help', 'Copy'])
})

test('a value to copy is that of the button that was pressed, where others have the same label', async () => {
  const buttons = ['+12025550101', '+12025550102'].map(
    (value) => `<button aria-label="Copy number" data-copy="${value}"></button>`,
  )
  document.body.innerHTML = buttons.join('')
  document.querySelectorAll('button')[1]?.click()
  document.body.innerHTML = buttons.join('')
  const pressed: unknown[] = []
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => pressed.push(button.dataset['copy']))
  await mark('hydrated', '')
  await mark('shot', 'ready')
  expect(pressed).toEqual(['+12025550102'])
})

test('a form of this address keeps the filter in the fragment, however often it is submitted', () => {
  history.replaceState(null, '', '/chats/102?sort=id#filter=015')
  document.body.innerHTML = '<form hidden action="/chats/102"></form><form action="/"></form>'
  const forms = [...document.querySelectorAll('form')]
  for (const form of [...forms, ...forms]) {
    const event = new Event('submit', { bubbles: true, cancelable: true })
    form.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  }
  expect(forms.map((form) => form.getAttribute('action'))).toEqual(['/chats/102#filter=015', '/'])
  history.replaceState(null, '', '/')
})

test('a typed filter is typed again into the filter, not into the lookup box, once there is one', async () => {
  const select = vi.spyOn(HTMLInputElement.prototype, 'select')
  const [box, filter] = ['<input type="text">', '<input type="search">']
  document.body.innerHTML = filter
  type('015')
  document.body.innerHTML = box
  await mark('hydrated', '')
  expect(execCommand).not.toHaveBeenCalled()
  document.body.innerHTML = box + filter
  await mark('shot', 'ready')
  expect(execCommand).toHaveBeenCalledExactlyOnceWith('insertText', false, '015')
  expect(select.mock.contexts).toEqual([document.querySelector('[type=search]')])
})

test('a typed text is typed again into the box of a page that the browser renders instead', async () => {
  document.body.innerHTML = '<input type="text" name="text">'
  type('101')
  document.body.innerHTML = '<input type="text" name="text">'
  await mark('hydrated', '')
  expect(execCommand).toHaveBeenCalledExactlyOnceWith('insertText', false, '101')
})

test('a typed text is not typed again into the box of the next page', async () => {
  document.body.innerHTML = '<input type="text" name="text">'
  type('+12025550123')
  await mark('hydrated', '')
  document.body.innerHTML = '<input type="text" name="text">'
  await mark('shot', 'ready')
  expect(execCommand).not.toHaveBeenCalled()
})

test('a text that is pasted outside a field goes into the lookup box', () => {
  document.body.innerHTML = '<input type="search"><p>Chat 45</p><input type="text" name="text">'
  for (const element of document.querySelectorAll('body > *')) {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: () => '101' } })
    element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(element.tagName === 'P')
  }
  expect(execCommand).toHaveBeenCalledExactlyOnceWith('insertText', false, '101')
})
