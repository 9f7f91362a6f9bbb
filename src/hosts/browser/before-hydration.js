// Runs before the first paint. The build puts it into the page's head and its hash into the policy.
{
  // The settings of the first paint, so that a chosen theme does not flash in and nothing moves that may not. The console
  // keeps the theme current afterwards.
  const search = new URLSearchParams(location.search)
  const root = document.documentElement
  const page = root.dataset
  const shot = search.get('shot') === '1'
  // Empty where storage is forbidden.
  let kept = {}
  let tab = {}
  try {
    kept = localStorage
    tab = sessionStorage
  } catch {}
  let theme = search.get('theme')
  if (!/^(light|dark|system)$/.test(theme)) theme = shot ? 'light' : kept['chat-console:theme']
  if (theme) page.theme = theme
  if ((search.get('motion') || (shot && 'off')) === 'off') page.motion = 'off'
  if (search.get('chrome') === 'off') page.chrome = 'off'

  // The console's first script may be missing, for example after an upgrade. The code that it loads later says so itself.
  addEventListener(
    'error',
    (event) => {
      if (!event.target.matches?.('script,[rel=modulepreload]')) return
      const note = document.createElement('p')
      const reload = document.createElement('a')
      // This address without its fragment: with it, the link would not load the page again.
      reload.href = ''
      reload.append('Reload')
      note.role = 'alert'
      note.append('This page needs a script that is missing. ', reload)
      document.body.prepend(note)
    },
    true,
  )

  // A text that opens no chat, which the lookup form had in the address. It may be somebody's number, so it leaves the address
  // for the state of the history entry, where the console finds it.
  const text = search.get('text')
  search.delete('text')
  const state = location.pathname === '/' ? { usr: { text } } : history.state
  if (text !== null) history.replaceState(state, '', '?' + search + location.hash)

  const asksToHide = /[^#?&]mask|mask(?!=(0|false|no|off)(&|$))/i
  // Loads the page again with `mask=1`. What is on the page is not visible meanwhile.
  const hide = () => {
    const others = [...new URLSearchParams(location.search)].filter(
      (entry) => entry[0] !== 'filter' && !/mask/i.test(entry.join('=')),
    )
    const hidden = '?' + new URLSearchParams([['mask', '1'], ...others])
    if (location.search === hidden) return
    root.hidden = true
    location.replace(location.pathname + hidden)
  }
  // A program has put it behind the address, or a person at the wrong place.
  if (asksToHide.test(location.hash)) hide()

  // Back to an earlier document, which the browser loads again or has kept: it is hidden if the page before was.
  const onReturn = (isBack) => isBack && tab.hidden && hide()
  onReturn(performance.getEntriesByType('navigation')[0]?.type === 'back_forward')
  addEventListener('pageshow', (event) => onReturn(event.persisted))
  addEventListener('pagehide', () => {
    if (!shot) tab.hidden = asksToHide.test(location.search) ? 1 : ''
  })

  // Until the console reacts to input, hiding loads the page again: the chat may be on the page already, or arrive before the
  // console starts. The forms of the page do what they can; what only the console can do waits for it.
  const waiting = new Map()
  const wait = (target, event) => {
    const id = event.key ?? target
    waiting.set(id, [event, target, waiting.get(id)?.[2] ?? target.title])
  }
  let typed
  const fields = 'input,textarea,select'
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- Outside this block it would be global.
  const insert = (box, value) => {
    box.select()
    document.execCommand('insertText', false, value)
  }
  // React hydrates what is clicked. Listeners of the console's own, for keys and for values to copy, are there when the page is
  // first ready: those that act before call `preventDefault`.
  let ready = false
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- Outside this block it would be global.
  const isOwn = ({ key, target }) => key || target.dataset?.copy
  const early = (type, handler) =>
    addEventListener(type, (event) => {
      if (isOwn(event) ? !ready && !event.defaultPrevented : !('hydrated' in page)) handler(event, event.target)
    })
  early('keydown', (event, target) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
    if (target.closest?.(fields) || kept['chat-console:keys'] === 'off') return
    const isKey = /^h$/i.test(event.key) || (event.code === 'KeyH' && !/\p{Script=Latin}/u.test(event.key))
    if (isKey && !event.shiftKey && !document.querySelector('[data-action=hide][aria-pressed=true]')) hide()
    else if (!event.key[1]) wait(target, event)
  })
  early('click', (event, target) => {
    const button = target.closest?.('button')
    const hides = button?.matches('[data-action=hide][aria-pressed=false]')
    if (!button || (button.form && !hides)) return
    event.preventDefault()
    if (hides) return hide()
    wait(button, event)
    button.ariaDisabled = true
    button.title = 'Loading…'
  })
  early('paste', (event, target) => {
    const box = document.querySelector('[type=text]')
    if (!box || target.closest?.(fields)) return
    event.preventDefault()
    insert(box, event.clipboardData.getData('text'))
  })
  early('input', (event, target) => (typed = target))
  early('submit', (event, target) => {
    // A form of this address: with its fragment, which has the filter of the participants.
    if (target.hidden) target.action = location.pathname + location.hash
    // Longer addresses are refused, and none may have what may be somebody's number or e-mail address.
    else if (/[@＠]|(\p{Nd}[^\p{Nd},;]{0,2}){7}|.{1500}/su.test(target.elements.text?.value)) {
      event.preventDefault()
      wait(event.submitter, event)
    }
  })
  new MutationObserver(() => {
    // The browser may have rendered the page instead, with another box.
    const box = typed?.isConnected ? typed : document.querySelector(`[type=${typed?.type}]`)
    if (box && box !== typed) insert(box, typed.value)
    ready ||= page.shot === 'ready'
    // From now on the console handles the box, also when the next page has another one.
    if (box || ready) typed = null
    waiting.forEach(([event, target, title], id) => {
      const now = target.isConnected
        ? target
        : [...document.querySelectorAll('button:not(:disabled)')].find(
            (button) =>
              button.ariaLabel + button.textContent === target.ariaLabel + target.textContent &&
              button.dataset.copy === target.dataset.copy,
          )
      if ((isOwn(event) || !now) && !ready) return
      waiting.delete(id)
      if (event.key) return (now ?? document.body).dispatchEvent(new KeyboardEvent('keydown', event))
      target.ariaDisabled = null
      target.title = title
      now?.click()
    })
  }).observe(root, { attributeFilter: ['data-hydrated', 'data-shot'] })
}
