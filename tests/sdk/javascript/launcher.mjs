// Starts a Snowglobe for tests and drives its control API.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const program = process.env.SNOWGLOBE_PROGRAM ??
  fileURLToPath(new URL('../../../build/snowglobe', import.meta.url));

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class Snowglobe {
  // Resolves when the program says that it listens.
  static async start() {
    const snowglobe = new Snowglobe();
    snowglobe.port = await freePort();
    snowglobe.process = spawn(program,
      ['serve', '--port', String(snowglobe.port), '--clock', 'manual', '--seed', '1',
        '--log-level', 'warn'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve, reject) => {
      let seen = '';
      snowglobe.process.on('error', reject);
      snowglobe.process.on('exit', (code) => reject(new Error(`ended with ${code}: ${seen}`)));
      snowglobe.process.stdout.on('data', (chunk) => {
        seen += chunk;
        if (seen.includes('Ready.')) resolve();
      });
    });
    return snowglobe;
  }

  get endpoint() {
    return `http://127.0.0.1:${this.port}`;
  }

  // What every client of these tests is made with; maxAttempts shows an error that a retry hides.
  get options() {
    return {
      endpoint: this.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
  }

  async control(path, body) {
    const answer = await fetch(`${this.endpoint}/_snowglobe${path}`,
      { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  advance(duration) {
    return this.control('/clock/advance', { duration });
  }

  settle() {
    return this.control('/clock/settle', {});
  }

  // Adds what clients called with success to the file that core_operations.py reads.
  async recordOperations() {
    const file = process.env.SNOWGLOBE_OPERATIONS_SEEN;
    if (!file) return;
    const answer = await fetch(`${this.endpoint}/_snowglobe/journal?limit=100000`);
    const { entries } = await answer.json();
    appendFileSync(file, entries
      .filter(({ caller, error }) => caller === 'client' && !error)
      .map(({ service, operation }) => `${service} ${operation}\n`).join(''));
  }

  async stop() {
    await this.recordOperations();
    return new Promise((resolve) => {
      this.process.removeAllListeners('exit');
      this.process.on('exit', resolve);
      this.process.kill('SIGTERM');
    });
  }
}
