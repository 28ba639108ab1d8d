// A frame as the server will read it: its payload's hash, by which it is found in the journal, depends on the order of its parts.
import { type CommandFrame, commandFrameSchema } from '../protocol/wire.ts';

export const foldedCommand = (frame: unknown): CommandFrame => commandFrameSchema.parse(frame);
