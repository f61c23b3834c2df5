/** The program as a person starts it: its own process, its environment, what it prints, how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Lines of both outputs so far. */
  readonly lines: string[];
  /** Resolves with the line that holds `text`; rejects when the process ends first. */
  line(text: string): Promise<string>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** Runs server/http/main.ts with nothing of this environment but PATH and HOME. */
export function startProgram(environment: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/http/main.ts'], {
    cwd: project, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | string>((resolve) => { child.once('close', (code, signal) => resolve(code ?? signal ?? '')); });
  return {
    child, pid: child.pid as number, lines, ended,
    line: (text) => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((line) => line.includes(text));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then((how) => reject(new Error(`The program ended (${how}) without «${text}»:\n${lines.join('\n')}`)));
    }),
  };
}
