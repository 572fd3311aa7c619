/** Bytes of a client's frame before its payload: two, the longer length, the mask. */
const headerBytes = (length: number) => 2 + (length === 127 ? 8 : length === 126 ? 2 : 0) + 4;

/**
 * Reads the lengths of the frames a client sends (RFC 6455, section 5.2), and nothing of what is in
 * them: API Gateway limits frames besides messages, and WebSocket libraries join them first.
 * @param maxBytes of one frame's payload
 * @returns takes the next bytes of the stream; false once a frame is too large
 */
export function createFrameScanner(maxBytes: number): (chunk: Uint8Array) => boolean {
  let header: number[] = [];
  /** Bytes of the current payload that are still to come. */
  let left = 0;

  function payloadLength(): number | undefined {
    const [, second] = header;
    if (second === undefined) return undefined;
    const short = second & 0x7f;
    const size = headerBytes(short) - (second & 0x80 ? 0 : 4);
    if (header.length < size) return undefined;
    const long = header.slice(2, short === 127 ? 10 : short === 126 ? 4 : 2);
    return long.length === 0 ? short : long.reduce((sum, byte) => sum * 256 + byte, 0);
  }

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (left > 0) {
        const skipped = Math.min(left, chunk.length - at);
        left -= skipped;
        at += skipped;
        continue;
      }
      header.push(chunk[at] ?? 0);
      at += 1;
      const length = payloadLength();
      if (length === undefined) continue;
      if (length > maxBytes) return false;
      left = length;
      header = [];
    }
    return true;
  };
}
