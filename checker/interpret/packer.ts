/**
 * Digits of mixed radix in the 16-bit characters of a string: the keys of states.
 * In: digits one by one. Out: `Packer` for writing (also against a rival key, to find the least), `Unpacker` for reading.
 * Not here: which digits a state has (`codec.ts`).
 */

const FULL = 65536;

/** As many arguments as one call may safely have. */
const CHUNK = 8192;

export interface Packer {
  /** From here on a character greater than the rival's at its place ends the writing. */
  start(rival: readonly number[] | null): void;
  /** One digit 0 … radix-1; false where the key can no longer be less than the rival. */
  put(digit: number, radix: number): boolean;
  /** The finished characters, valid until the next `start`; null where they are not less than the rival. */
  finish(): readonly number[] | null;
}

export function createPacker(): Packer {
  const chars: number[] = [];
  let length = 0;
  let current = 0;
  let span = 1;
  let rival: readonly number[] | null = null;

  const flush = (): boolean => {
    if (rival !== null) {
      const other = length < rival.length ? (rival[length] as number) : -1;
      if (current > other) return false;
      if (current < other) rival = null;
    }
    chars[length++] = current;
    return true;
  };

  const put = (digit: number, radix: number): boolean => {
    if (span * radix <= FULL) {
      current += digit * span;
      span *= radix;
      return true;
    }
    if (radix > FULL) {
      const high = Math.floor(digit / FULL);
      return put(digit - high * FULL, FULL) && put(high, Math.ceil(radix / FULL));
    }
    const goesOn = flush();
    current = digit;
    span = radix;
    return goesOn;
  };

  return {
    start(against) {
      rival = against;
      length = 0;
      current = 0;
      span = 1;
    },
    put,
    finish() {
      if (!flush()) return null;
      // Equal so far and no longer is equal, or a prefix: not less only where it is the same.
      if (rival !== null && length === rival.length) return null;
      chars.length = length;
      return chars;
    },
  };
}

export function keyOf(chars: readonly number[]): string {
  if (chars.length <= CHUNK) return String.fromCharCode.apply(null, chars as number[]);
  let key = "";
  for (let i = 0; i < chars.length; i += CHUNK) key += String.fromCharCode.apply(null, chars.slice(i, i + CHUNK));
  return key;
}

export interface Unpacker {
  start(key: string): void;
  get(radix: number): number;
}

export function createUnpacker(): Unpacker {
  let key = "";
  let next = 0;
  let current = 0;
  let span = 1;

  const get = (radix: number): number => {
    if (span * radix <= FULL) {
      const digit = current % radix;
      current = Math.floor(current / radix);
      span *= radix;
      return digit;
    }
    if (radix > FULL) {
      const low = get(FULL);
      return low + get(Math.ceil(radix / FULL)) * FULL;
    }
    const char = key.charCodeAt(next++);
    span = radix;
    current = Math.floor(char / radix);
    return char % radix;
  };

  return {
    start(of) {
      key = of;
      next = 1;
      current = key.charCodeAt(0);
      span = 1;
    },
    get,
  };
}
