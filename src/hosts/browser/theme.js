// Runs before the first paint, so that a chosen theme does not flash in from the other, and nothing moves that may not.
// A file of its own: the page's policy allows no inline script. The console keeps the theme current afterwards.
;(function () {
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
})()
