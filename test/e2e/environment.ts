/** Where the end-to-end servers listen and what their tests sign in with. Throw-away values for throw-away databases. */
const firstPort = Number(process.env['E2E_PORT'] ?? 18_431);
/** `E2E_PORT` sets the first, for more than one run at a time on a machine. */
export const ports = { embedded: firstPort, native: firstPort + 1 } as const;
export const baseUrl = (kind: keyof typeof ports): string => `http://127.0.0.1:${ports[kind]}`;

export const roles = ['planner', 'officer', 'leader', 'admin'] as const;
export type Role = (typeof roles)[number];
export const passwordOf = (role: Role): string => `end-to-end-${role}`;
export const passwords = Object.fromEntries(roles.map((role) => [`RENEWMAP_PASSWORD_${role.toUpperCase()}`, passwordOf(role)]));
