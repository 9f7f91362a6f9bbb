// Texts, keys and tokens for tests of every way of signing in.
import { base64url, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

const { subtle } = crypto
const utf8 = new TextEncoder()
const encode = (value: object) => base64url.encode(JSON.stringify(value))
const rsaHeader = { alg: 'RS256', kid: 'rsa' }

/** An RSA key that is as strong as it has to be. */
export async function makeRsaKey() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk: JWK = { ...(await exportJWK(publicKey)), ...rsaHeader }
  const sign = async (claims: JWTPayload) => await new SignJWT(claims).setProtectedHeader(rsaHeader).sign(privateKey)
  return { jwk, sign }
}

/** A token that is signed by an RSA key of 1024 bits. */
export async function signedByShortKey(claims: JWTPayload): Promise<{ jwk: JWK; token: string }> {
  const { publicKey, privateKey } = await subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )
  const { n = '', e = '' } = await subtle.exportKey('jwk', publicKey)
  const signed = `${encode(rsaHeader)}.${encode(claims)}`
  const signature = await subtle.sign('RSASSA-PKCS1-v1_5', privateKey, utf8.encode(signed))
  return { jwk: { kty: 'RSA', n, e, ...rsaHeader }, token: `${signed}.${base64url.encode(new Uint8Array(signature))}` }
}

/** The prefix of a SHA-256 hash in a signature of RSASSA-PKCS1-v1_5 (RFC 8017, 9.2, note 1). */
const sha256Prefix = [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20]

/** A token for an RSA key with the exponent 1: its signature is the padded hash itself, which needs no private key. */
export async function forgedToken(claims: JWTPayload): Promise<{ jwk: JWK; token: string }> {
  const { jwk } = await makeRsaKey()
  const signed = `${encode(rsaHeader)}.${encode(claims)}`
  const hash = new Uint8Array(await subtle.digest('SHA-256', utf8.encode(signed)))
  const end = [0, ...sha256Prefix, ...hash]
  const padded = Uint8Array.from([0, 1, ...Array.from({ length: 256 - 2 - end.length }, () => 0xff), ...end])
  return { jwk: { ...jwk, e: 'AQ' }, token: `${signed}.${base64url.encode(padded)}` }
}
