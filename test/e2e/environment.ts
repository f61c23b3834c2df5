/** What the end-to-end server is started with and its tests sign in with. Throw-away values for a throw-away database. */
export const port = 18_431;
export const passwords = {
  RENEWMAP_PASSWORD_PLANNER: 'e2e-planner-only',
  RENEWMAP_PASSWORD_OFFICER: 'e2e-officer-only',
  RENEWMAP_PASSWORD_LEADER: 'e2e-leader-only',
  RENEWMAP_PASSWORD_ADMIN: 'e2e-admin-only',
} as const;
