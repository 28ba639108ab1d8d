// How long to wait before trying again: never the same for everybody, so that a class does not come back in one stroke.

/** Between three quarters and five quarters of `ms`. */
export const jittered = (ms: number): number => Math.round(ms * (0.75 + Math.random() / 2));
