/** What is wrong with a source as a whole, in words for the one who named it. */
export class SourceFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceFault';
  }
}
