// Runs before the first paint, so that a chosen theme never flashes in the other one.
try {
  var theme = localStorage.getItem('tasklane.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Without storage the theme of the system stays.
}
