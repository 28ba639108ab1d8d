// What the server's own Node is started with, by `npm start`, the image and the benches alike.

/** Every move makes objects that live for a moment. In a larger nursery they die before they are copied: some 15 to 25 % less
 *  processor an offer (docs/performance.md), for at most 128 MB more memory while a large class is at work. */
export const serverFlags = ['--max-semi-space-size=64'];
