import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { link, session } from './app/services'
import './styles.css'

link.watch(window)
session.start()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
