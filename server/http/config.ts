import { isAbsolute, join, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { roles, type Role } from '#contract/session.ts';
import { BootError } from '../db/boot-error.ts';

const projectFolder = join(import.meta.dirname, '../..');

/** The environment as text; an empty value counts as absent. */
const Environment = Type.Object({
  HOST: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9.:_-]+$' })),
  PORT: Type.Optional(Type.String({ pattern: '^(0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$' })),
  DATA_DIR: Type.Optional(Type.String()),
  DATABASE_URL: Type.Optional(Type.String()),
  SESSION_SECRET: Type.Optional(Type.String({ minLength: 32 })),
  CORS_ORIGINS: Type.Optional(Type.String()),
  SEED: Type.Optional(Type.Unsafe<'demo' | 'none'>({ type: 'string', enum: ['demo', 'none'] })),
  ...Object.fromEntries(roles.map((role) => [passwordVariable(role), Type.Optional(Type.String({ minLength: 8, maxLength: 256 }))])),
});
const check = Compile(Environment);

/** What is asked of each variable, for the message. */
const demands: Readonly<Record<string, string>> = {
  HOST: 'a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0',
  PORT: 'a number from 0 to 65535',
  SESSION_SECRET: 'at least 32 characters',
  SEED: '«demo» or «none»',
  CORS_ORIGINS: 'origins with commas between, such as https://maps.example.cn,http://10.0.0.8:8081, or * for every site',
};

function passwordVariable(role: Role): string {
  return `RENEWMAP_PASSWORD_${role.toUpperCase()}`;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: the embedded database. */
  readonly databaseUrl: string | null;
  /** Null: one is made and kept in the data folder. */
  readonly sessionSecret: string | null;
  /** Whether an empty database gets the demo city. */
  readonly isSeeded: boolean;
  readonly passwords: Partial<Record<Role, string>>;
  readonly clientFolder: string;
  /** Sites whose web maps may read layers and tiles. */
  readonly mapOrigins: readonly string[];
}

/** `a, b` → origins. Null: one of them is none (a path behind it, no scheme). */
function originsOf(text: string | undefined): readonly string[] | null {
  const origins = (text ?? '').split(/[\s,]+/).filter((part) => part !== '').map((part) => part.replace(/\/$/, ''));
  return origins.every((part) => part === '*' || (URL.canParse(part) && /^https?:/.test(part) && new URL(part).origin === part)) ? origins : null;
}

/** Reads and checks the environment. @throws BootError naming the variable and what it should be */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const names = Object.keys(Environment.properties);
  const given: Record<string, string> = {};
  for (const name of names) {
    const value = environment[name]?.trim();
    if (value) given[name] = value;
  }
  if (!check.Check(given)) {
    const wrong = [...new Set(check.Errors(given).map((error) => error.instancePath.slice(1)))];
    throw new BootError(wrong.map((name) => `${name} must be ${demands[name] ?? 'a password of 8 to 256 characters'}`).join('; ') + '.');
  }
  const values = given as Static<typeof Environment> & Record<string, string>;
  const mapOrigins = originsOf(values['CORS_ORIGINS']);
  if (!mapOrigins) throw new BootError(`CORS_ORIGINS must be ${demands['CORS_ORIGINS']}.`);
  const dataDir = values.DATA_DIR ?? 'data-dir';
  const passwords: Partial<Record<Role, string>> = {};
  for (const role of roles) {
    const password = values[passwordVariable(role)];
    if (password !== undefined) passwords[role] = password;
  }
  return {
    host: values.HOST ?? '127.0.0.1', port: Number(values.PORT ?? 8080),
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(projectFolder, dataDir),
    databaseUrl: values.DATABASE_URL ?? null, sessionSecret: values.SESSION_SECRET ?? null, isSeeded: values.SEED !== 'none', passwords,
    clientFolder: join(projectFolder, 'dist/client'), mapOrigins,
  };
}
