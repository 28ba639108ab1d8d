'use client';
// In place of everything, where not even the outermost page could be drawn. Has to manage without that page's texts and look.
import { useState } from 'react';
import './globals.css';
import { Button } from './parts/button.tsx';
import { useMayBeLeaving } from './parts/cut-off.ts';
import { Spinner } from './parts/spinner.tsx';
import { isLanguage, type Language, preferredLanguage } from './words/languages.ts';

const words: Record<Language, { wait: string; title: string; text: string; again: string }> = {
  nl: {
    wait: 'Een ogenblik',
    title: 'Deze pagina kwam niet heel aan',
    text: 'Wat je verstuurde is bewaard, en wat je aan een tafel typte staat nog op dit apparaat. Open de pagina opnieuw om verder te gaan waar je was.',
    again: 'Opnieuw openen',
  },
  en: {
    wait: 'Just a moment',
    title: 'This page did not arrive whole',
    text: 'What you sent is stored, and what you typed at a table is kept on this device. Open the page again to go on where you were.',
    again: 'Open again',
  },
};

/** How the page that is replaced speaks and looks. */
function lookBefore() {
  const { lang, dataset } = document.documentElement;
  const language = isLanguage(lang) ? lang : preferredLanguage(navigator.languages.join());
  return { language, theme: dataset['theme'], text: dataset['text'] };
}

export default function OutermostError({ error }: { error: Error }) {
  const [{ language, theme, text }] = useState(lookBefore);
  const leaving = useMayBeLeaving(error);
  const say = words[language];
  return (
    <html lang={language} data-theme={theme} data-text={text}>
      <body>
        <title>Parley</title>
        <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-6 py-12">
          <p role="status" className="flex items-center justify-center gap-3 text-soft empty:hidden">
            {leaving ? [<Spinner key="turns" />, say.wait] : null}
          </p>
          <div role="alert" className="flex flex-col gap-4 empty:hidden">
            {leaving ? null : (
              <>
                <h1 className="text-28 font-semibold">{say.title}</h1>
                <p className="text-18 text-soft">{say.text}</p>
              </>
            )}
          </div>
          {leaving ? null : (
            <div className="mt-4">
              <Button kind="primary" onClick={() => location.reload()}>
                {say.again}
              </Button>
            </div>
          )}
        </main>
      </body>
    </html>
  );
}
