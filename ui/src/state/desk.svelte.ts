// The window's whole state: who is here, which account is open, and the last view of it. Views arrive; nothing is worked out.
import * as ipc from "../ipc.ts";
import type { Action, Lobby, Message, Problem, Progress, Receipt, Settings, View } from "../wire.ts";
import { board } from "./board.svelte.ts";
import { route } from "./route.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

/** What the window shows: it is starting, asks for a name, for who, for a first account, or shows the open one. */
export type Stage = "starting" | "name" | "who" | "choose" | "open" | "failed";

class Desk {
  stage = $state<Stage>("starting");
  lobby = $state.raw<Lobby | null>(null);
  view = $state.raw<View | null>(null);
  /** When `view` arrived, in milliseconds of the page's clock. */
  viewedAt = $state.raw(0);
  progress = $state.raw<Progress | null>(null);
  problem = $state.raw<Problem | null>(null);
  #subscription = 0;

  async start(): Promise<void> {
    this.stage = "starting";
    this.problem = null;
    ipc.watchProgress((progress) => (this.progress = progress)).catch(() => undefined);
    try {
      const lobby = await ipc.lobby();
      this.#meet(lobby);
      if (lobby.profiles.length === 0) this.stage = "name";
      else if (lobby.signedIn) await this.enter();
      else if (lobby.profiles.length === 1 && lobby.profiles[0]) await this.signIn(lobby.profiles[0].id);
      else this.stage = "who";
    } catch (reason) {
      this.#fail(reason);
    }
  }

  async createProfile(name: string): Promise<void> {
    this.#meet(await ipc.createProfile(name));
    this.stage = "choose";
  }

  async signIn(id: string): Promise<void> {
    this.#meet(await ipc.signIn(id));
    await this.enter();
  }

  async signOut(): Promise<void> {
    this.#subscription += 1;
    this.#meet(await ipc.signOut());
    this.view = null;
    this.stage = "who";
  }

  /** Shows the account that the program has open for this person; without one, asks which. */
  async enter(): Promise<void> {
    this.problem = null;
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
  const wish: Settings = { theme: "system", palette: "green-red", density: "regular", closeToTray: false, ticketAt: null };
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
