import { createReadStream } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { securityHeaders } from '../../gateway/page-rules.ts';

const files: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['floor.html', 'text/html; charset=utf-8'],
  '/floor.css': ['floor.css', 'text/css'],
  '/floor.js': ['floor.js', 'text/javascript'],
};

/**
 * Serves the floor page, under the rules every page of the gateway is served under (one of them has a browser begin a process of its own,
 * which any page pays), and passes /v2 on to Marathon, since a browser may not ask it from elsewhere.
 */
export async function startFloor(marathon: string): Promise<{ url: string; close(): void }> {
  const server = createServer((asked, answer) => {
    const file = files[asked.url ?? ''];
    if (file) {
      answer.writeHead(200, { ...securityHeaders, 'content-type': file[1] });
      createReadStream(join(import.meta.dirname, file[0])).pipe(answer);
    } else passOn(marathon, asked, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function passOn(marathon: string, asked: IncomingMessage, answer: ServerResponse): void {
  const passed = request(marathon + (asked.url ?? ''), (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  passed.once('error', () => answer.writeHead(502).end());
  passed.end();
}
