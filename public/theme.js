// Runs before the first paint, so that a chosen theme does not flash in from the other. A file of its own: the page's
// policy allows no inline script. The console keeps the attribute current afterwards.
;(function () {
  var themes = ['light', 'dark', 'system']
  var theme = new URLSearchParams(location.search).get('theme')
  try {
    if (!themes.includes(theme)) theme = localStorage.getItem('chat-console:theme')
  } catch {
    // Storage is forbidden: the system's theme.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
})()
