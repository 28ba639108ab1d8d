// All texts of the screens by language and area, one file each. For server components: they hand a page only its areas, and
// read what is in braces beforehand, so that no phone carries a parser for it. English decides the keys; a test holds Dutch to them.
import compile from 'icu-minify/compile';
import enBargain from './en/bargain.json' with { type: 'json' };
import enBrief from './en/brief.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enConsole from './en/console.json' with { type: 'json' };
import enDebrief from './en/debrief.json' with { type: 'json' };
import enJoin from './en/join.json' with { type: 'json' };
import enReflect from './en/reflect.json' with { type: 'json' };
import enRejections from './en/rejections.json' with { type: 'json' };
import enRules from './en/rules.json' with { type: 'json' };
import enScreen from './en/screen.json' with { type: 'json' };
import enSign from './en/sign.json' with { type: 'json' };
import enTable from './en/table.json' with { type: 'json' };
import type { Language } from './languages.ts';
import nlBargain from './nl/bargain.json' with { type: 'json' };
import nlBrief from './nl/brief.json' with { type: 'json' };
import nlCommon from './nl/common.json' with { type: 'json' };
import nlConsole from './nl/console.json' with { type: 'json' };
import nlDebrief from './nl/debrief.json' with { type: 'json' };
import nlJoin from './nl/join.json' with { type: 'json' };
import nlReflect from './nl/reflect.json' with { type: 'json' };
import nlRejections from './nl/rejections.json' with { type: 'json' };
import nlRules from './nl/rules.json' with { type: 'json' };
import nlScreen from './nl/screen.json' with { type: 'json' };
import nlSign from './nl/sign.json' with { type: 'json' };
import nlTable from './nl/table.json' with { type: 'json' };

const en = {
  common: enCommon,
  rejections: enRejections,
  join: enJoin,
  rules: enRules,
  table: enTable,
  brief: enBrief,
  bargain: enBargain,
  sign: enSign,
  reflect: enReflect,
  console: enConsole,
  screen: enScreen,
  debrief: enDebrief,
};
export type Messages = typeof en;
export type Area = keyof Messages;

export const messages = {
  en,
  nl: {
    common: nlCommon,
    rejections: nlRejections,
    join: nlJoin,
    rules: nlRules,
    table: nlTable,
    brief: nlBrief,
    bargain: nlBargain,
    sign: nlSign,
    reflect: nlReflect,
    console: nlConsole,
    screen: nlScreen,
    debrief: nlDebrief,
  },
} satisfies Record<Language, Record<Area, unknown>>;

/** What every page carries, besides the areas it names. */
const everywhere: Area[] = ['common', 'rejections'];

type Texts = { [key: string]: string | Texts };
const readBeforehand = (texts: Texts): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? compile(text) : readBeforehand(text)]),
  );
/** Plain objects, as pages can be handed. Only `use-intl` as next.config.mjs sets it up can say them. */
const prepared: typeof messages = JSON.parse(
  JSON.stringify({ en: readBeforehand(messages.en), nl: readBeforehand(messages.nl) }),
);

/** The texts of some areas in one language. */
export function messagesFor(language: Language, areas: readonly Area[]): Partial<Messages> {
  const all: Messages = prepared[language];
  return Object.fromEntries([...everywhere, ...areas].map((area) => [area, all[area]]));
}
