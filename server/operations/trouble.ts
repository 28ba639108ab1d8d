// Something the operator can mend: shown as words, without a stack.
export class Trouble extends Error {}
