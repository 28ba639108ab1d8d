// Tells why there is no live connection: the server is away, or it answers while the network in between lets no live
// connection through. Knows nothing of screens.

const answerWithinMs = 5000;

/** Whether the server answers an ordinary request. A proxy's own "bad gateway" is not an answer of ours. */
export async function serverAnswers(): Promise<boolean> {
  try {
    const response = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(answerWithinMs) });
    return response.status < 500;
  } catch {
    return false;
  }
}
