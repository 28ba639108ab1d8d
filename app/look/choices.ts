// How a person wants the screens to look, remembered in cookies so that the first paint is right. Safe for server and browser.
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const textSizes = ['normal', 'large', 'larger'] as const;
export type TextSize = (typeof textSizes)[number];

export const lookCookies = { theme: 'parley-theme', text: 'parley-text' } as const;

export const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value);
export const isTextSize = (value: unknown): value is TextSize => textSizes.some((size) => size === value);
