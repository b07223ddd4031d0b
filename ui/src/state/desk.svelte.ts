// The window's whole state: who is here, which account is open, and the last view of it. Views arrive; nothing is worked out.
import * as ipc from "../ipc.ts";
import type { Action, Entered, Lobby, Message, Problem, Progress, Receipt, Settings, View } from "../wire.ts";
import { board } from "./board.svelte.ts";
import { intake } from "./intake.svelte.ts";
import { route } from "./route.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

/** What the window shows: it is starting, asks for a name, for who, for a first account, tells a recovery code, is locked, has
 * a ledger that cannot be opened, or shows the open account. */
export type Stage = "starting" | "name" | "who" | "code" | "choose" | "open" | "locked" | "trouble" | "failed";

class Desk {
  stage = $state<Stage>("starting");
  lobby = $state.raw<Lobby | null>(null);
  view = $state.raw<View | null>(null);
  /** When `view` arrived, in milliseconds of the page's clock. */
  viewedAt = $state.raw(0);
  progress = $state.raw<Progress | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** A recovery code that was just made; gone from memory once it was read. */
  code = $state.raw<string | null>(null);
  /** Whether a first account is to be chosen after the code. */
  #isNew = false;
  #subscription = 0;

  async start(): Promise<void> {
    ipc.onLocked(() => {
      if (this.stage !== "locked") void this.locked().catch((reason: unknown) => this.#fail(reason));
    });
    this.stage = "starting";
    this.problem = null;
    ipc.watchProgress((progress) => (this.progress = progress)).catch(() => undefined);
    try {
      const lobby = await ipc.lobby();
      this.#meet(lobby);
      const only = lobby.profiles.length === 1 ? lobby.profiles[0] : undefined;
      if (lobby.profiles.length === 0) this.stage = "name";
      else if (lobby.signedIn) await this.enter();
      else if (only && !only.protected && !only.locked) await this.signIn(only.id, null);
      else this.stage = "who";
    } catch (reason) {
      this.#fail(reason);
    }
  }

  async createProfile(name: string, password: string | null): Promise<void> {
    this.#told(await ipc.createProfile(name, password));
    this.#isNew = true;
    if (!this.code) this.stage = "choose";
  }

  async signIn(id: string, password: string | null): Promise<void> {
    this.#meet(await ipc.signIn(id, password));
    await this.enter();
  }

  /** Comes in by the recovery code, with a new password. */
  async recover(id: string, code: string, password: string): Promise<void> {
    this.#told(await ipc.recover(id, code, password));
    this.#isNew = false;
    if (!this.code) await this.enter();
  }

  async signOut(): Promise<void> {
    this.#subscription += 1;
    const lobby = await ipc.signOut();
    this.#clear();
    this.#meet(lobby);
    this.stage = lobby.profiles.length === 0 ? "name" : "who";
  }

  /** Covers the window; the place is kept, the figures are not. */
  async lock(): Promise<void> {
    await ipc.lock();
    await this.locked();
  }

  /** The window was locked, by hand or because nobody touched it. */
  async locked(): Promise<void> {
    this.#subscription += 1;
    this.#clear();
    this.stage = "locked";
    this.#meet(await ipc.lobby());
  }

  async unlock(password: string): Promise<void> {
    this.#meet(await ipc.unlock(password));
    // A code that was not kept yet is shown again.
    if (this.code) this.stage = "code";
    else await this.enter();
  }

  /** The recovery code was kept; nobody sees it again. */
  async codeKept(): Promise<void> {
    this.code = null;
    if (this.#isNew) this.stage = "choose";
    else await this.enter();
  }

  /** Says who is signed in now, after a change of name or password. */
  async changed(lobby: Lobby): Promise<void> {
    this.#meet(lobby);
    await this.#follow();
  }

  /** Shows the account that the program has open for this person; without one, asks which. */
  async enter(): Promise<void> {
    this.problem = null;
    if (this.lobby?.locked || this.lobby?.trouble) {
      this.stage = this.lobby.locked ? "locked" : "trouble";
      return;
    }
    await this.goOn();
  }

  /** Shows the account, whatever was found when its ledger was opened. */
  async goOn(): Promise<void> {
    try {
      await this.#follow();
    } catch (reason) {
      const problem = ipc.asProblem(reason);
      // That no account is open is the question itself, not a fault to be shown.
      if (problem.code !== "usage") this.problem = problem;
      this.stage = "choose";
    }
  }

  async openPractice(name: string, day: string, seed: number | null): Promise<void> {
    await ipc.openPractice(name, day, seed);
    await this.#opened();
  }

  async openAccount(name: string): Promise<void> {
    await ipc.openAccount(name);
    await this.#opened();
  }

  /** Does an action; says a problem in a toast and answers null. */
  async act(action: Action): Promise<Receipt | null> {
    try {
      return await ipc.act(action);
    } catch (reason) {
      toasts.problem(ipc.asProblem(reason));
      return null;
    }
  }

  /** Does an action and says its result. */
  async tell(action: Action): Promise<void> {
    const receipt = await this.act(action);
    if (receipt) toasts.say("info", receipt.message, receipt.order?.id ?? null);
  }

  async save(settings: Settings): Promise<void> {
    if (this.lobby) this.lobby = { ...this.lobby, settings };
    dress(settings);
    try {
      await ipc.saveSettings(settings);
    } catch (reason) {
      toasts.problem(ipc.asProblem(reason));
    }
  }

  async refreshLobby(): Promise<void> {
    try {
      this.lobby = await ipc.lobby();
    } catch (reason) {
      toasts.problem(ipc.asProblem(reason));
    }
  }

  /** The ledger was put back: whatever account is open now is shown anew. */
  async reopened(): Promise<void> {
    board.forget();
    await this.refreshLobby();
    await this.enter();
  }

  async #opened(): Promise<void> {
    this.view = null;
    board.forget();
    await this.#follow();
    await this.refreshLobby();
  }

  async #follow(): Promise<void> {
    this.#subscription += 1;
    const mine = this.#subscription;
    await ipc.subscribe((message) => {
      if (mine === this.#subscription) this.#receive(message);
    });
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case "view":
        this.#show(message);
        break;
      case "board":
        board.change(message);
        break;
      case "notice":
        toasts.say(message.tone, message.message, message.order);
        break;
      case "hanging":
        intake.hanging = message.over;
        break;
      case "dropped":
        // Settings tells what becomes of them.
        route.go("settings");
        void intake.dropped(message.files);
        break;
      case "locked":
        void this.locked().catch((reason: unknown) => this.#fail(reason));
        break;
    }
  }

  #show(view: View): void {
    const first = this.view === null;
    const start = performance.now();
    this.view = view;
    this.viewedAt = start;
    this.stage = "open";
    // How long a view takes from its message to the next frame, for whoever measures.
    requestAnimationFrame(() => setTimeout(() => performance.measure(first ? "lakh:first-view" : "lakh:paint", { start }), 0));
    if (!first) return;
    if (location.hash === "") route.go("dashboard");
  }

  /** What somebody meets who came in: a new recovery code first. */
  #told(entered: Entered): void {
    this.#meet(entered.lobby);
    this.code = entered.recoveryCode;
    if (this.code) this.stage = "code";
  }

  /** Nothing of an account stays in the page. */
  #clear(): void {
    this.view = null;
    board.forget();
    toasts.clear();
    document.title = "Lakh";
  }

  #meet(lobby: Lobby): void {
    this.lobby = lobby;
    dress(lobby.settings);
  }

  #fail(reason: unknown): void {
    this.problem = ipc.asProblem(reason);
    this.stage = "failed";
  }
}

/** Where the window keeps how it was dressed; the program has the truth of it. */
const DRESS = "lakh:dress";

const darkPreferred = window.matchMedia("(prefers-color-scheme: dark)");

/** Puts the theme, palette and density on the page. */
export function dress(settings: Settings): void {
  const root = document.documentElement.dataset;
  root.theme = settings.theme === "system" ? (darkPreferred.matches ? "dark" : "light") : settings.theme;
  root.palette = settings.palette;
  root.density = settings.density;
  look.version += 1;
  localStorage.setItem(DRESS, JSON.stringify(settings));
}

/** Dresses the page as it was last, before the program has answered: no flash of the other theme. */
export function dressAsLast(): void {
  const wish: Settings = { theme: "system", palette: "green-red", density: "regular", closeToTray: false, lockAfterMinutes: null, ticketAt: null, indices: [] };
  try {
    dress({ ...wish, ...(JSON.parse(localStorage.getItem(DRESS) ?? "{}") as Partial<Settings>) });
  } catch {
    dress(wish);
  }
}

/** Counts changes of the look, for what paints itself and cannot use CSS. */
export const look = $state({ version: 0 });

export const desk = new Desk();

darkPreferred.addEventListener("change", () => {
  if (desk.lobby) dress(desk.lobby.settings);
});
