import '@fontsource-variable/noto-sans-sc';
// In a layer, so that a room's own style sheet wins whatever the order of the built files.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/app.css';
import './app/i18n.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';

createRoot(document.getElementById('root') as HTMLElement).render(<StrictMode><App /></StrictMode>);
