// Limits that pages know as well: apart from the shapes, so that no page carries what checks those.

/** More than a page follows, and little enough for what may be said before anybody knows who says it. */
export const mostResumesInHandshake = 8;
