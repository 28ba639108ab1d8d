// The outermost page: language, theme and text size as the browser chose them, the fonts, the ground. No state.
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './globals.css';
import { lookOf } from './look/request-look.ts';
import { requestLanguage } from './words/request-language.ts';
import { Words } from './words/words.tsx';

export const metadata: Metadata = { title: 'Parley', robots: { index: false }, referrer: 'no-referrer' };
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f2' },
    { media: '(prefers-color-scheme: dark)', color: '#171512' },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  const [language, look] = await Promise.all([requestLanguage(), lookOf()]);
  return (
    <html lang={language} data-theme={look.theme} data-text={look.text}>
      <body>
        <Words areas={[]}>{children}</Words>
      </body>
    </html>
  );
}
