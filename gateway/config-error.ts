/** A mistake in flags or configuration; its message is the one sentence the process ends with. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}
