import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A provider where people sign in, that asks them on a page of two links. */
export interface LocalProvider {
  /** Settings of a product that sends people there. */
  settings: Record<string, string>;
}

const CLIENT = { id: "client-of-the-journeys", secret: "client-secret-of-the-journeys" };
const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 });

interface Asked {
  [name: string]: string;
}

export async function startProvider(): Promise<LocalProvider> {
  const grants = new Map<string, Asked>();
  const server = createServer((request, response) => void answer(request, response));
  // It ends with the journeys of its file.
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const issuer = `http://127.0.0.1:${address.port}`;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/.well-known/openid-configuration") {
      const of = (path: string) => `${issuer}/${path}`;
      const places = {
        authorization_endpoint: of("authorize"),
        token_endpoint: of("token"),
        jwks_uri: of("jwks"),
      };
      return json(response, { issuer, ...places });
    }
    if (url.pathname === "/jwks") {
      const key = KEY.publicKey.export({ format: "jwk" });
      return json(response, { keys: [{ ...key, kid: "own", alg: "RS256", use: "sig" }] });
    }
    if (url.pathname === "/authorize")
      return consent(response, Object.fromEntries(url.searchParams));
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const asked = grants.get(form.code ?? "");
    grants.delete(form.code ?? "");
    const challenge = createHash("sha256")
      .update(form.code_verifier ?? "")
      .digest("base64url");
    const fits = asked?.code_challenge === challenge && form.client_secret === CLIENT.secret;
    if (!asked || !fits) return json(response, { error: "invalid_grant" }, 400);
    json(response, { id_token: idToken(issuer, asked.nonce ?? "") });
  }

  function consent(response: ServerResponse, asked: Asked) {
    const code = randomUUID();
    grants.set(code, asked);
    const back = (parts: Record<string, string>) =>
      `${asked.redirect_uri}?${new URLSearchParams({ state: asked.state ?? "", ...parts })}`.replaceAll(
        "&",
        "&amp;",
      );
    const yes = `<a href="${back({ code })}">Continue as Olga</a>`;
    const no = `<a href="${back({ error: "access_denied" })}">Cancel</a>`;
    response.setHeader("Content-Type", "text/html");
    response.end(
      `<!doctype html><link rel="icon" href="data:,"><title>Sign in</title>${yes} ${no}`,
    );
  }

  return {
    settings: {
      RECADO_AUTH__GOOGLE_CLIENT_ID: CLIENT.id,
      RECADO_AUTH__GOOGLE_CLIENT_SECRET: CLIENT.secret,
      RECADO_AUTH__GOOGLE_ISSUER: issuer,
      RECADO_AUTH__FACEBOOK_CLIENT_ID: CLIENT.id,
      RECADO_AUTH__FACEBOOK_CLIENT_SECRET: CLIENT.secret,
      RECADO_AUTH__FACEBOOK_URL: issuer,
    },
  };
}

function idToken(issuer: string, nonce: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: CLIENT.id,
    sub: "olga",
    iat: now,
    exp: now + 600,
    nonce,
    email: "olga@elsewhere.example",
    email_verified: true,
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", kid: "own" })}.${part(claims)}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(KEY.privateKey, "base64url");
  return `${signed}.${signature}`;
}

function json(response: ServerResponse, body: unknown, status = 200) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
