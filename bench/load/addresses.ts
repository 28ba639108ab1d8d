// Source addresses on the loopback net, so that a load from one machine comes from many places, as a school's would not.

/** The address of the nth place, within 127.0.0.0/8. */
export const addressOf = (place: number): string =>
  `127.${1 + ((place >> 14) & 63)}.${(place >> 7) & 127}.${1 + (place & 127)}`;
