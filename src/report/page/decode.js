// Numbers out of base64, as EncodeVectors (page_vectors.cc) wrote them.
// Little-endian, as are the processors that browsers run on.

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function float32Of(base64) {
  return new Float32Array(bytesOf(base64).buffer);
}

// The value of each of the 65,536 patterns of bits (IEEE 754 binary16).
function float16Values() {
  const values = new Float32Array(65536);
  for (let bits = 0; bits < 65536; ++bits) {
    const sign = bits >> 15 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 0) values[bits] = sign * fraction * 2 ** -24;
    else if (exponent < 31) values[bits] = sign * (1024 + fraction) * 2 ** (exponent - 25);
    else values[bits] = fraction ? NaN : sign * Infinity;
  }
  return values;
}

function decodeFloat16(encoded) {
  const [scale] = float32Of(encoded.scales);
  const values = float16Values();
  const bits = new Uint16Array(bytesOf(encoded.base64).buffer);
  return Float32Array.from(bits, (each) => values[each] * scale);
}

function decodeInt8(encoded, dim) {
  const scales = float32Of(encoded.scales);
  const integers = new Int8Array(bytesOf(encoded.base64).buffer);
  const numbers = new Float32Array(integers.length);
  for (let i = 0; i < integers.length; ++i) numbers[i] = integers[i] * scales[Math.floor(i / dim)];
  return numbers;
}

// The matrix, row-major.
function decodeVectors(encoded, dim) {
  return encoded.numbers === 'int8' ? decodeInt8(encoded, dim) : decodeFloat16(encoded);
}
