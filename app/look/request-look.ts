// The look that a request's browser has chosen. Server components only.
import { cookies } from 'next/headers';
import { isTextSize, isTheme, lookCookies, type TextSize, type Theme } from './choices.ts';

export async function lookOf(): Promise<{ theme: Theme; text: TextSize }> {
  const jar = await cookies();
  const theme = jar.get(lookCookies.theme)?.value;
  const text = jar.get(lookCookies.text)?.value;
  return { theme: isTheme(theme) ? theme : 'system', text: isTextSize(text) ? text : 'normal' };
}
