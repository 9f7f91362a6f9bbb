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

  // Loads the page again with `mask=1`, unless the console handles the event. What is on the page is not visible meanwhile.
  const hide = (event) => {
    const others = [...new URLSearchParams(location.search)].filter(
      (entry) => entry[0] !== 'filter' && !/mask/i.test(entry.join('=')),
    )
    const hidden = '?' + new URLSearchParams([['mask', '1'], ...others])
    if (location.search === hidden || (event && 'hydrated' in page)) return
    root.hidden = true
    location.replace(location.pathname + hidden)
  }
  // A program has put it behind the address, or a person at the wrong place.
  if (/[^#?&]mask|mask(?!=(0|false|no|off)(&|$))/i.test(location.hash)) hide()

  // Back to an earlier document, which the browser loads again or has kept: it is hidden if the page before was.
  const onReturn = (isBack) => isBack && tab.hidden && hide()
  onReturn(performance.getEntriesByType('navigation')[0]?.type === 'back_forward')
  addEventListener('pageshow', (event) => onReturn(event.persisted))
  addEventListener('pagehide', () => {
    if (!shot) tab.hidden = /[^#?&]mask|mask(?!=(0|false|no|off)(&|$))/i.test(location.search) ? 1 : ''
  })

  // Until the console reacts to input, its shortcut and its button that hide personal data load the page again: the chat
  // may be on the page already, or arrive before the console starts.
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return
    const isKey = /^h$/i.test(event.key) || (event.code === 'KeyH' && !/\p{Script=Latin}/u.test(event.key))
    if (isKey && !event.target.closest?.('input,textarea,select') && kept['chat-console:keys'] !== 'off') hide(event)
  })
  addEventListener('click', (event) => {
    if (event.target.closest?.('[data-action=hide]')) hide(event)
  })
}
