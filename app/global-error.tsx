'use client';
// In place of everything, where not even the outermost page could be drawn. Has to manage without that page's texts and look.
import { useState } from 'react';
import './globals.css';
import { Button } from './parts/button.tsx';
import { Spinner } from './parts/spinner.tsx';
import { isLanguage, type Language, preferredLanguage } from './words/languages.ts';

const words: Record<Language, { wait: string; title: string; text: string; again: string }> = {
  nl: {
    wait: 'Een ogenblik',
    title: 'Deze pagina kwam niet heel aan',
    text: 'Wat je verstuurde is bewaard, en wat je typte staat nog op dit apparaat. Open de pagina opnieuw om verder te gaan waar je was.',
    again: 'Opnieuw openen',
  },
  en: {
    wait: 'Just a moment',
    title: 'This page did not arrive whole',
    text: 'What you sent is stored, and what you typed is kept on this device. Open the page again to go on where you were.',
    again: 'Open again',
  },
};

/** How the page that is replaced speaks and looks. */
function lookBefore() {
  const { lang, dataset } = document.documentElement;
  const language = isLanguage(lang) ? lang : preferredLanguage(navigator.languages.join());
  return { language, theme: dataset['theme'], text: dataset['text'] };
}

/** Whoever presses a link before the page has wholly arrived ends its arrival: what had come is then replaced by this, while
 *  the page that was asked for is on its way. So it waits in silence before it says that something is wrong. */
export default function OutermostError() {
  const [{ language, theme, text }] = useState(lookBefore);
  const say = words[language];
  return (
    <html lang={language} data-theme={theme} data-text={text}>
      <body>
        <title>Parley</title>
        <main className="relative mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-6 py-12">
          <p role="status" className="before-late absolute inset-x-6 flex items-center justify-center gap-3 text-soft">
            <Spinner />
            <span>{say.wait}</span>
          </p>
          <h1 className="late text-28 font-semibold">{say.title}</h1>
          <p className="late text-18 text-soft">{say.text}</p>
          <div className="late mt-4">
            <Button kind="primary" onClick={() => location.reload()}>
              {say.again}
            </Button>
          </div>
        </main>
      </body>
    </html>
  );
}
