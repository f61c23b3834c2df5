/** One line to the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Progress of something long: on a terminal one line that changes, elsewhere a line for every step.
 * `share` 0..1; `end` leaves the line as it is.
 */
export function progressLine(title: string): { show(share: number, step: string): void; end(text: string): void } {
  const isTerminal = process.stdout.isTTY === true;
  let lastStep = '';
  return {
    show(share, step) {
      if (isTerminal) process.stdout.write(`\r\u001b[K${title} ${String(Math.round(share * 100)).padStart(3)} %  ${step}`);
      else if (step !== lastStep) say(`${title}: ${step}`);
      lastStep = step;
    },
    end(text) {
      if (isTerminal) process.stdout.write('\r\u001b[K');
      say(text);
    },
  };
}
