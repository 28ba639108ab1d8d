// The address by which people join, for a camera and for the eye. Pure.

/** `spelled` leaves out what nobody types. */
export function joinAddress(origin: string, code: string): { link: string; spelled: string } {
  return { link: `${origin}/join/${encodeURIComponent(code)}`, spelled: origin.replace(/^https?:\/\//, '') };
}
