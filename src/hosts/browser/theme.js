// Runs before the first paint, so that a chosen theme does not flash in and nothing moves that may not. The build puts it
// into the page's head and its hash into the policy. The console keeps the theme current afterwards.
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
