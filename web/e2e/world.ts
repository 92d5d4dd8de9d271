import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export type Engine = "sqlite" | "postgres";
export const ENGINES: readonly Engine[] = ["sqlite", "postgres"];
export const OWNER = { email: "olga@shop.example", password: "eleven quiet harbours" };
export const TENANT = "shop";
const APP_SECRET = "app-secret-of-the-journeys";
const VERIFY_TOKEN = "verify-token-of-the-journeys";

/** Where the build puts what it makes. */
export const TARGET = resolve(
  import.meta.dirname,
  "../..",
  process.env.CARGO_TARGET_DIR ?? "target",
);
const BINARY = join(TARGET, process.env.PROFILE ?? "debug", "recado");

/** A whole product of its own: `recado serve` and `recado simulator` as two processes on a fresh database. */
export interface World {
  /** Where the product is; stays the same over `restart`. */
  url: string;
  simulatorUrl: string;
  appSecret: string;
  verifyToken: string;
  /** The path of the link that an empty installation printed. */
  firstLink(): string | null;
  /** Ends the server, as a deploy or a crash would, and starts it again at the same address. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  /** Ends the server and leaves it away until `start`. */
  stopServer(signal?: NodeJS.Signals): Promise<void>;
  startServer(): Promise<void>;
  stop(): Promise<void>;
}

interface WorldOptions {
  /** Nobody is there yet: the server prints the link that makes the first company. */
  empty?: boolean;
  /** Settings of the server besides, as its environment names them. */
  settings?: Record<string, string>;
}

export async function startWorld(
  engine: Engine,
  { empty = false, settings: more = {} }: WorldOptions = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "recado-e2e-"));
  const database = engine === "sqlite" ? `sqlite://${folder}/recado.db` : newPostgresDatabase();
  const simulator = await start(["simulator", "--listen", "127.0.0.1:0"], {}, folder);
  const settings = {
    DATABASE_URL: database,
    RECADO_DATA__DIR: folder,
    RECADO_GRAPH__BASE_URL: simulator.url,
    ...(!empty && {
      RECADO_BOOTSTRAP__TENANT: TENANT,
      RECADO_BOOTSTRAP__EMAIL: OWNER.email,
      RECADO_BOOTSTRAP__PASSWORD: OWNER.password,
    }),
    WHATSAPP_TOKEN: "token-of-the-journeys",
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    ...more,
  };
  let server = await start(
    ["serve"],
    { ...settings, RECADO_SERVER__LISTEN: "127.0.0.1:0" },
    folder,
  );
  const { url } = server;
  const stopServer = (signal: NodeJS.Signals = "SIGTERM") => end(server.process, signal);
  const startServer = async () => {
    server = await start(
      ["serve"],
      { ...settings, RECADO_SERVER__LISTEN: new URL(url).host },
      folder,
    );
  };
  return {
    url,
    simulatorUrl: simulator.url,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    firstLink: () => server.said.join("").match(/\S+(\/setup#\S+)/)?.[1] ?? null,
    stopServer,
    startServer,
    async restart(signal) {
      await stopServer(signal);
      await startServer();
    },
    async stop() {
      await Promise.all([stopServer(), end(simulator.process, "SIGTERM")]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(args: string[], env: Record<string, string>, cwd: string) {
  const child = spawn(BINARY, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stderr.on("data", (data) => said.push(String(data)));
  child.on("error", (error) => said.push(`${BINARY}: ${error.message}: make test builds it`));
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line) as { event?: string; url: string };
    if (ready.event === "ready") return { process: child, url: ready.url, said };
  }
  throw new Error(`recado ${args[0]} ended before READY:\n${said.join("")}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

/** A database of its own in the cluster that `scripts/postgres.sh` started. It goes with the cluster. */
function newPostgresDatabase(): string {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error("TEST_POSTGRES_URL is not set: make test sets it");
  const name = `e2e_${process.pid}_${Date.now()}`;
  execFileSync(psql(), ["--no-psqlrc", "--quiet", server, "-c", `CREATE DATABASE ${name}`]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function psql(): string {
  const versions = "/usr/lib/postgresql";
  try {
    const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0];
    return newest ? join(versions, newest, "bin/psql") : "psql";
  } catch {
    return "psql";
  }
}
