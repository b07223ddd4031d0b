// Everything the window asks of the program, one function a command. The table of commands is in src-tauri/src/wire/mod.rs.
// A command that did not do it throws a `Problem`.
import { Channel, invoke } from "@tauri-apps/api/core";
import type {
  Account, Action, AdminAct, AdminDone, AuditLog, Backup, BasketEstimate, Board, ChargeProfile, Chart, Check, ContractNote, Entered, Estimate,
  ExDate, Exported, ExportForm, Frame, House, ImportedFile, IndexRow, Lobby, Message, Movers, Order, Problem, Progress, Proof, Quote, Ranked, Ranking, Receipt, Restoration,
  RuleBook, Settings, Sources, Stock, Ticket, Trade,
} from "./wire.ts";

/** What answers the commands: the program, or in development a stand-in exchange in the browser. */
export interface Transport {
  call(command: string, args: Record<string, unknown>): Promise<unknown>;
  /** Hands over bytes with a few words about them. */
  send(command: string, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<unknown>;
  /** The command's `channel` argument hands every message to `receive`. */
  listen(command: string, receive: (message: unknown) => void): Promise<unknown>;
}

const program: Transport = {
  call: (command, args) => invoke(command, args),
  send: (command, bytes, headers) => invoke(command, bytes, { headers }),
  listen: (command, receive) => invoke(command, { channel: new Channel(receive) }),
};

// Both conditions are constants when the window is built, so that the stand-in never reaches the shipped program.
const mayStandIn = import.meta.env.DEV || import.meta.env.MODE === "mock";

async function choose(): Promise<Transport> {
  if (mayStandIn && !("__TAURI_INTERNALS__" in window)) return (await import("./dev/standin.ts")).standIn();
  return program;
}

let chosen: Promise<Transport> | undefined;
let toldOfLock: () => void = () => undefined;

/** Has `tell` called whenever a command was refused because the window is locked. */
export function onLocked(tell: () => void): void {
  toldOfLock = tell;
}

async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  chosen ??= choose();
  const transport = await chosen;
  try {
    return (await transport.call(command, args)) as T;
  } catch (reason) {
    const problem = asProblem(reason);
    if (problem.code === "window_locked") toldOfLock();
    throw problem;
  }
}

async function send<T>(command: string, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<T> {
  chosen ??= choose();
  const transport = await chosen;
  try {
    return (await transport.send(command, bytes, headers)) as T;
  } catch (reason) {
    const problem = asProblem(reason);
    if (problem.code === "window_locked") toldOfLock();
    throw problem;
  }
}

async function listen<T>(command: string, receive: (message: T) => void): Promise<void> {
  chosen ??= choose();
  const transport = await chosen;
  try {
    await transport.listen(command, (message) => receive(message as T));
  } catch (reason) {
    throw asProblem(reason);
  }
}

export const lobby = () => call<Lobby>("lobby");
export const createProfile = (name: string, password: string | null) => call<Entered>("create_profile", { name, password });
export const signIn = (id: string, password: string | null) => call<Lobby>("sign_in", { id, password });
export const recover = (id: string, code: string, password: string) => call<Entered>("recover", { id, code, password });
export const signOut = () => call<Lobby>("sign_out");
export const lock = () => call<Lobby>("lock");
export const unlock = (password: string) => call<Lobby>("unlock", { password });
export const touched = () => call<null>("touched");
export const rename = (name: string) => call<Lobby>("rename", { name });
/** `null` as the new one takes the password away. */
export const changePassword = (old: string | null, next: string | null) => call<Entered>("change_password", { old, new: next });
export const renewRecoveryCode = (password: string) => call<Entered>("renew_recovery_code", { password });
export const removeProfile = (password: string | null) => call<string>("remove_profile", { password });
export const openPractice = (name: string, day: string, seed: number | null) =>
  call<Account>("open_practice", { name, day, seed });
export const openAccount = (name: string) => call<Account>("open_account", { name });
export const subscribe = (receive: (message: Message) => void) => listen<Message>("subscribe", receive);
export const watchProgress = (receive: (progress: Progress) => void) => listen<Progress>("watch_progress", receive);
export const act = (action: Action) => call<Receipt>("act", { action });
/** What a ticket would cost; with the number of a working order, as a change of it. */
export const estimate = (ticket: Ticket, modifies: number | null = null) => call<Estimate>("estimate", { ticket, modifies });
export const basket = (tickets: Ticket[]) => call<BasketEstimate>("basket", { tickets });
/** The rule book of a day, with the charges of a trade's or an estimate's rule version or of the profile in force. */
export const rules = (day: string | null, under: string | null = null) => call<RuleBook>("rules", { day, under });
/** Every profile that orders can be charged under, the one in force marked. */
export const chargeProfiles = () => call<ChargeProfile[]>("charge_profiles");
export const exDates = () => call<ExDate[]>("ex_dates");
export const contractNote = (day: string | null) => call<ContractNote | null>("contract_note", { day });
export const board = () => call<Board>("board");
export const movers = (top: number) => call<Movers>("movers", { top });
/** A board of the day, its first rows. */
export const ranked = (ranking: Ranking, top: number) => call<Ranked>("ranked", { ranking, top });
/** Every index with its level and how many of its members are known. */
export const indices = () => call<IndexRow[]>("indices");
export const search = (text: string) => call<Quote[]>("search", { text });
export const stock = (symbol: string) => call<Stock>("stock", { symbol });
export const chart = (symbol: string, frame: Frame) => call<Chart>("chart", { symbol, frame });
export const orderBook = () => call<Order[]>("order_book");
export const tradeBook = () => call<Trade[]>("trade_book");
export const saveSettings = (settings: Settings) => call<Settings>("save_settings", { settings });
export const sources = () => call<Sources>("sources");
export const switchSources = (nse: boolean, yahoo: boolean) => call<Sources>("switch_sources", { nse, yahoo });
/** Has the program take in a file that was dropped on the window, by its place among them. */
export const importDropped = (place: number) => call<ImportedFile[]>("import_dropped", { place });
/** Hands over what a chosen file holds; the window has no way to files of its own. */
export const importFile = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  send<ImportedFile[]>("import_file", bytes, { "file-name": encodeURIComponent(name) });
export const verifyLedger = () => call<Proof>("verify_ledger");
export const backups = () => call<Backup[]>("backups");
export const backUp = () => call<Backup | null>("back_up");
export const restoreWould = (name: string) => call<Restoration>("restore_would", { name });
export const restore = (name: string) => call<Restoration>("restore", { name });
export const beginAnew = () => call<string>("begin_anew");
export const exportFolder = (choose: boolean) => call<string>("export_folder", { choose });
export const exportLedger = (form: ExportForm) => call<Exported>("export_ledger", { form });
export const house = () => call<House>("house");
export const administer = (act: AdminAct) => call<AdminDone>("administer", { act });
export const auditLog = () => call<AuditLog>("audit_log");
export const health = () => call<Check[]>("health");

/** What was thrown, as a `Problem`; a text or an error of the transport becomes a failure that says so. */
export function asProblem(reason: unknown): Problem {
  if (typeof reason === "object" && reason !== null && "kind" in reason && (reason.kind === "refused" || reason.kind === "failed")) {
    return reason as Problem;
  }
  const message = reason instanceof Error ? reason.message : String(reason);
  return { kind: "failed", code: "window", message, nextStep: "Try again; if it stays, restart Lakh." };
}

/** A problem in one sentence or two: what is wrong, then what would be accepted or what to do. */
export function sentence(problem: Problem): string {
  if (problem.kind === "failed") return `${problem.message}${/[.!?…]$/.test(problem.message) ? "" : "."} ${problem.nextStep}`.trim();
  return problem.accepted ? `${problem.message} Accepted: ${problem.accepted}` : problem.message;
}
