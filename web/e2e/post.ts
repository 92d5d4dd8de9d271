import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { expect } from "vitest";

/** A mail as its reader sees it, without its HTML part. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** A mail server that delivers nothing and keeps everything. */
export interface Post {
  /** Settings of a product that sends through it. */
  settings: Record<string, string>;
  /** The newest mail to somebody whose text has this; waits until there is one, and forgets it. */
  take(to: string, having: string): Promise<Mail>;
}

export async function startPost(): Promise<Post> {
  const mails: Mail[] = [];
  const server = createServer((socket) => receive(socket, (mail) => mails.push(mail)));
  // It ends with the journeys of its file.
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    settings: {
      RECADO_MAIL__URL: `smtp://127.0.0.1:${address.port}/?tls=off`,
      RECADO_MAIL__FROM: "Recado <no-reply@recado.example>",
    },
    async take(to, having) {
      const find = () =>
        mails.findLastIndex((mail) => mail.to === to && mail.text.includes(having));
      await expect.poll(find, { timeout: 15_000 }).toBeGreaterThanOrEqual(0);
      const [mail] = mails.splice(find(), 1);
      if (!mail) throw new Error("the mail went away");
      return mail;
    },
  };
}

/** The path of the one-time link in a mail. */
export function linkIn({ text }: Mail): string {
  const path = /(\/setup#\S+)/.exec(text)?.[1];
  if (path === undefined) throw new Error(`no link in: ${text}`);
  return path;
}

/** One connection, as RFC 5321 has it. */
async function receive(socket: Socket, onMail: (mail: Mail) => void) {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let to = "";
  let data: string[] | null = null;
  socket.on("error", () => socket.destroy());
  say("220 post ESMTP");
  for await (const line of createInterface({ input: socket })) {
    if (data !== null && line === ".") {
      onMail(mailOf(to, data.join("\n")));
      data = null;
      say("250 kept");
    } else if (data !== null) {
      data.push(line.replace(/^\.\./, "."));
    } else if (/^DATA/i.test(line)) {
      data = [];
      say("354 go on");
    } else if (/^QUIT/i.test(line)) {
      say("221 bye");
      socket.end();
    } else {
      to = /^RCPT TO:<(.+?)>/i.exec(line)?.[1] ?? to;
      say("250 post");
    }
  }
}

function mailOf(to: string, source: string): Mail {
  const { headers, body } = partOf(source);
  const boundary = /boundary="?([^";\s]+)/i.exec(headers)?.[1];
  const parts = boundary === undefined ? [source] : body.split(`--${boundary}`);
  const plain = parts.map(partOf).find((part) => /content-type: text\/plain/i.test(part.headers));
  if (!plain) throw new Error("a mail without text");
  const subject = /^subject: (.*)$/im.exec(headers)?.[1] ?? "";
  return { to, subject, text: decoded(plain.headers, plain.body) };
}

/** Headers, each on one line, and what stands below them. */
function partOf(source: string) {
  const text = source.trimStart();
  const end = text.indexOf("\n\n");
  return { headers: text.slice(0, end).replaceAll(/\n[ \t]+/g, " "), body: text.slice(end + 2) };
}

function decoded(headers: string, body: string): string {
  if (/encoding: base64/i.test(headers)) return Buffer.from(body, "base64").toString("utf8");
  if (!/encoding: quoted-printable/i.test(headers)) return body;
  const bytes = body
    .replaceAll("=\n", "")
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
