// Opens the built window in a real browser, over the stand-in exchange, under the shipped program's content policy.
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const BUILT = resolve(import.meta.dirname, "../dist-mock");
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };

/** The policy of the shipped window, read from where it is stated. */
function policy(): string {
  const config = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../tauri.conf.json"), "utf8")) as { app: { security: { csp: string } } };
  return config.app.security.csp;
}

/** A browser of this machine; null when there is none, and the tests say that they did not run. */
export function browserPath(): string | null {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "C:/Program Files/Google/Chrome/Application/chrome.exe"];
  return places.find((place): place is string => place !== undefined && existsSync(place)) ?? null;
}

/** How a window is opened. */
export interface Opening {
  /** The scene of the stand-in: `new`, `empty`, `trader`, `many`, `live`, `loading`. */
  scene?: string;
  screen?: string;
  width?: number;
  height?: number;
  scheme?: "dark" | "light";
  still?: boolean;
  /** Commands that fail the first time. */
  fail?: string;
}

/** A browser with a server of the built window. */
export class Rig {
  readonly faults: string[] = [];

  private constructor(private readonly browser: Browser, private readonly server: Server, private readonly origin: string) {}

  static async start(path: string): Promise<Rig> {
    const server = createServer((request, response) => {
      const asked = decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/");
      const file = join(BUILT, asked === "/" ? "index.html" : asked);
      if (!file.startsWith(BUILT) || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain", "content-security-policy": policy() });
      response.end(readFileSync(file));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
    return new Rig(browser, server, `http://127.0.0.1:${address.port}`);
  }

  async open({ scene = "trader", screen = "dashboard", width = 1280, height = 800, scheme = "dark", still = false, fail = "" }: Opening = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: still ? "reduce" : "no-preference" });
    const page = await context.newPage();
    page.on("console", (line) => {
      if (line.type() === "error" || line.type() === "warning") this.faults.push(`${scene} ${screen}: ${line.text()}`);
    });
    page.on("pageerror", (error) => this.faults.push(`${scene} ${screen}: ${error.message}`));
    page.on("requestfailed", (request) => this.faults.push(`${scene} ${screen}: ${request.url()} failed`));
    // The program freezes the prototypes; a library that minds is found here.
    await page.addInitScript("Object.freeze(Object.prototype)");
    await page.goto(`${this.origin}/?scene=${scene}&fail=${fail}${screen === "" ? "" : `#/${screen}`}`);
    await page.getByRole("main").waitFor();
    // While it opens there is a page already, and no key means anything.
    await page.getByText("Opening…", { exact: true }).waitFor({ state: "detached" });
    return page;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }
}
