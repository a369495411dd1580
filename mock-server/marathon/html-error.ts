import { sendBody } from '../http/upstream.ts';
import type { Exchange } from '../http/upstream.ts';

/** Jetty's error page, as a proxying standby or the login answers. */
export function sendHtmlError(
  exchange: Exchange,
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = `<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<title>Error ${status} ${title}</title>
</head>
<body><h2>HTTP ERROR ${status}</h2>
<p>Problem accessing ${exchange.path.replace(/[<>&"]/g, '')}. Reason:
<pre>    ${title}</pre></p>
</body>
</html>
`;
  const all = {
    ...headers,
    'Cache-Control': 'must-revalidate,no-cache,no-store',
    'Content-Type': 'text/html;charset=iso-8859-1',
  };
  sendBody(exchange, status, all, body, { compress: false, reason: title });
}
