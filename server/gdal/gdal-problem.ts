export type GdalFault = 'refused' | 'time' | 'memory' | 'crashed';
/** A task that did not succeed. `refused`: GDAL says what is wrong (`message`); the others are ours. */
export class GdalProblem extends Error {
  readonly fault: GdalFault;
  /** GDAL's further messages. */
  readonly messages: readonly string[];
  constructor(fault: GdalFault, message: string, messages: readonly string[] = []) {
    super(message);
    this.fault = fault;
    this.messages = messages;
  }
}
