import type { FastifyRequest } from 'fastify';

/**
 * The address the request was sent to, without a path: what links in an answer begin with. Behind a proxy that ends TLS the scheme is the proxy's word;
 * whoever makes it up changes only the links in the answer to themself.
 */
export function ownAddress(request: FastifyRequest): string {
  const told = String(request.headers['x-forwarded-proto'] ?? '').split(',')[0]?.trim();
  return `${told === 'https' || told === 'http' ? told : request.protocol}://${request.host}`;
}
