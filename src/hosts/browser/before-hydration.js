// Runs before the first paint. The build puts it into the page's head and its hash into the policy.
;(function () {
  // The settings of the first paint, so that a chosen theme does not flash in and nothing moves that may not. The console
  // keeps the theme current afterwards.
  var search = new URLSearchParams(location.search)
  var page = document.documentElement.dataset
  var shot = search.get('shot') === '1'
  var themes = ['light', 'dark', 'system']
  var theme = search.get('theme')
  try {
    if (!themes.includes(theme)) theme = shot ? 'light' : localStorage.getItem('chat-console:theme')
  } catch {
    // Storage is forbidden: the system's theme.
  }
  if (theme === 'light' || theme === 'dark') page.theme = theme
  if ((search.get('motion') || (shot ? 'off' : 'on')) === 'off') page.motion = 'off'
  if (search.get('chrome') === 'off') page.chrome = 'off'

  // The console's first script may be missing, for example after an upgrade. The code that it loads later says so itself.
  addEventListener(
    'error',
    function (event) {
      if (!event.target.matches?.('script,[rel=modulepreload]')) return
      var note = document.createElement('p')
      var reload = document.createElement('a')
      // This address without its fragment: with it, the link would not load the page again.
      reload.href = ''
      reload.append('Reload')
      note.role = 'alert'
      note.append('This page needs a script that is missing. ', reload)
      document.body.prepend(note)
    },
    true,
  )

  // Until the console reacts to input, its shortcut and its button that hide personal data load the page again with
  // `mask=1`: the chat may be on the page already, or arrive before the console starts.
  function hide() {
    var others = [...new URLSearchParams(location.search)].filter(function (entry) {
      return entry[0] !== 'filter' && !/mask/i.test(entry.join('='))
    })
    var hidden = '?' + new URLSearchParams([['mask', '1'], ...others])
    if (!('hydrated' in page) && location.search !== hidden) location.replace(location.pathname + hidden)
  }
  function areShortcutsOn() {
    try {
      return localStorage.getItem('chat-console:keys') !== 'off'
    } catch {
      return true
    }
  }
  // A program has put it behind the address, or a person at the wrong place.
  if (/mask(?!=(0|false|no|off)$)/i.test(location.hash)) hide()
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return
    var isKey = /^h$/i.test(event.key) || (event.code === 'KeyH' && !/\p{Script=Latin}/u.test(event.key))
    if (isKey && !event.target.closest?.('input, textarea, select') && areShortcutsOn()) hide()
  })
  document.addEventListener('click', function (event) {
    if (event.target.closest?.('[data-action=hide]')) hide()
  })
})()
