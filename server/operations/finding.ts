// What the doctor finds: one line each, and for a fault its mend.
export type Finding = { ok: boolean; what: string; mend?: string };

export const fine = (what: string): Finding => ({ ok: true, what });
export const fault = (what: string, mend: string): Finding => ({ ok: false, what, mend });
export const wordsOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
export const megabytesOf = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
