// Stands in for @types/node in the browser project: Next's types refer to it, and with it `process` and Node's
// timers would look usable in code that runs on a phone. Empty on purpose.
export {};
