// Makes values that a zod schema accepts, and spoils them. Walks the JSON Schema that zod writes of itself, so that a new
// command is fuzzed from the day it is added.
import { z } from 'zod';
import type { Chance } from './chance.ts';

type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
};

export const plainSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Real ids by the name of the field they stand in, so that some inputs go all the way. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Tokens that JSON.stringify would not write; the first four are numbers of a kind. */
const tokens = [
  '1e309',
  '-0',
  '-1e-400',
  '9007199254740993',
  '{"__proto__":{"type":"leave"}}',
  '{"a":1,"a":2}',
  '"\\ud800"',
];
export const written = (value: unknown): string =>
  JSON.stringify(value)?.replace(/"@@(\d)@@"/g, (_, index) => tokens[Number(index)] ?? 'null') ?? 'null';

export function madeOf(schema: Schema, chance: Chance, known: Known, field = ''): unknown {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return madeOf(chance.one(choices), chance, known, field);
  if ('const' in schema) return schema.const;
  if (schema.enum) return chance.one(schema.enum);
  if (schema.type === 'object') return objectOf(schema, chance, known);
  if (schema.type === 'array')
    return Array.from({ length: chance.int(4) }, () => madeOf(schema.items ?? {}, chance, known, field));
  if (schema.type === 'string') return textOf(schema, chance, known, field);
  if (schema.type === 'integer' || schema.type === 'number')
    return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 100, chance.int(60)));
  if (schema.type === 'boolean') return chance.once(2);
  return null;
}

function objectOf(schema: Schema, chance: Chance, known: Known): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(schema.properties ?? {})) made[name] = madeOf(part, chance, known, name);
  if (typeof schema.additionalProperties === 'object')
    for (const key of ['price', 'duty', 'delivery']) made[key] = madeOf(schema.additionalProperties, chance, known);
  return made;
}

function textOf({ pattern, maxLength = 30 }: Schema, chance: Chance, known: Known, field: string): string {
  const real = known[field];
  if (real && !chance.once(4)) return chance.one(real);
  const alphabet = pattern?.includes('A-Za-z0-9_-') ? 'abcXYZ019_-' : 'aé漢👍 \u200b\u202e<&"\'\\/{};`';
  const length = pattern?.includes('A-Za-z0-9_-') ? 22 : 1 + chance.int(Math.min(maxLength, 30));
  return Array.from({ length }, () => chance.one(Array.from(alphabet))).join('');
}

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const odd: ((chance: Chance) => unknown)[] = [
  () => null,
  () => true,
  () => [],
  () => ({}),
  () => '',
  (chance) => `@@${chance.int(tokens.length)}@@`,
  (chance) => `@@${chance.int(tokens.length)}@@`,
  () => -1,
  () => 0.1,
  () => '__proto__',
  () => 'constructor',
  () => '\u0000',
  () => ({ _placeholder: true, num: 0 }),
  () => ({ toString: 1, valueOf: 1, toJSON: 1 }),
  (chance) => 'x'.repeat(chance.int(20_000)),
  (chance) => nested(1 + chance.int(500)),
  (chance) => Array.from({ length: chance.int(500) }, (_, index) => index),
];
export const oddValue = (chance: Chance): unknown => chance.one(odd)(chance);

/** The value with something wrong in it, somewhere. */
export function spoiled(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.once(8)) return oddValue(chance);
  const keys = Object.keys(value);
  const key = keys.length === 0 ? 'added' : chance.one(keys);
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  const way = chance.int(6);
  if (way === 0) delete copy[key];
  else if (way === 1) copy[chance.one(['added', '__proto__x', 'constructor', 'length', ''])] = oddValue(chance);
  else copy[key] = spoiled(copy[key], chance);
  return Array.isArray(value) ? Object.values(copy) : copy;
}
