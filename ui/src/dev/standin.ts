// A stand-in for the program, in the browser: the same commands over an exchange of invented prices. Development and
// tests only; a shipped window never contains it.
import type { Transport } from "../ipc.ts";
import type { Account, Action, AdminAct, BoardTick, Entered, Frame, Gtt, Lobby, MarketDay, Message, Order, Problem, Progress, Quote, Ranking, Receipt, Settings, Speed, Stock, Ticket } from "../wire.ts";
import { amount } from "../format.ts";
import { Book } from "./account.ts";
import { People } from "./house.ts";
import { candles, CLOSE, DAYS, find, OPEN, previousClose, stamp, stocks } from "./market.ts";
import { drops, imported, takeDropped } from "./imported.ts";
import { indexRows, rankedOf } from "./boards.ts";
import { contractNote, rulesOn } from "./rules.ts";
import { differing, switched } from "./sources.ts";
import { basketOf, convert, corporate, deleteGtt, exitAll, rights, wake, writeGtt } from "./triggers.ts";
import { row, view } from "./view.ts";

const WATCHED = ["RELIANCE", "TCS", "HDFCBANK", "INFY", "SBIN", "ITC", "ICICIBANK", "LT", "BHARTIARTL", "M&M", "BAJAJ-AUTO", "TATASTEEL", "ASIANPAINT", "MARUTI", "ETERNAL", "VEDL", "NAM-INDIA", "SUNPHARMA"];
const PACE: Record<Speed, number> = { x1: 1, x10: 10, x60: 60 };
const END = 16 * 3600;

const people = new People();
/** What each of them has. */
const library = new Map<string, Book[]>();
let books: Book[] = [];
let book: Book | null = null;
let playing: Speed | null = null;
let revision = 0;
let boardShown = false;
let lists: string[][] = [WATCHED, ["IDEA", "YESBANK", "SUZLON", "IRFC"], [], [], [], [], []];
let headIndices: string[] = [];
let settings: Settings = { theme: "system", palette: "green-red", density: "regular", closeToTray: false, lockAfterMinutes: null, ticketAt: null, indices: [] };
let sources = switched(false, false);
let send: (message: Message) => void = () => undefined;
let sent = new Map<string, number | null>();

/** The transport that `ipc.ts` uses when no program is there. */
export function standIn(): Transport {
  const asked = new URLSearchParams(location.search);
  const scene = asked.get("scene") ?? "new";
  // The commands that fail the first time they are asked: `?fail=board,lobby`.
  const failing = new Set(asked.get("fail")?.split(","));
  if (scene !== "new") prepare(scene);
  setInterval(tick, 250);
  drops((message) => send(message));
  // For tests: the same view once more.
  addEventListener("lakh:again", () => show());
  return {
    async call(command, args) {
      await new Promise((done) => setTimeout(done, 4));
      if (failing.delete(command)) throw failure("disk", "The market archive could not be read.", "Close other programs that use it and try again.");
      if (command === "import_dropped") return takeDropped(Number(args.place));
      return structuredClone(answer(command, args));
    },
    async send(command, bytes, headers) {
      await new Promise((done) => setTimeout(done, 4));
      if (failing.delete(command)) throw failure("disk", "The market archive could not be read.", "Close other programs that use it and try again.");
      return [imported(decodeURIComponent(headers["file-name"] ?? ""), bytes)];
    },
    async listen(command, receive) {
      if (command === "watch_progress") return progress(receive as (progress: Progress) => void, scene);
      if (!book) throw failure("usage", "No account is open.", "Choose one.");
      send = (message) => receive(structuredClone(message));
      show();
      return undefined;
    },
  };
}

function answer(command: string, args: Record<string, unknown>): unknown {
  switch (command) {
    case "lobby": return lobby();
    case "create_profile": return createProfile(String(args.name), typed(args.password));
    case "sign_in": people.enter(String(args.id), typed(args.password)); openBooks(); return lobby();
    case "recover": { const code = people.recover(String(args.id), String(args.code), String(args.password)); openBooks(); return entered(code); }
    case "sign_out": people.leave(); book = null; return lobby();
    case "unlock": people.unlock(String(args.password)); return lobby();
  }
  if (people.locked) throw failure("window_locked", "The window is locked.", "Unlock it with your password.");
  switch (command) {
    case "touched": return null;
    case "lock": people.lock(); playing = null; send({ kind: "locked" }); send = () => undefined; return lobby();
    case "rename": people.rename(people.signedIn?.id ?? "", String(args.name)); return lobby();
    case "change_password": return entered(people.password(typed(args.old), typed(args.new)));
    case "renew_recovery_code": return entered(people.renew(String(args.password)));
    case "remove_profile": { const aside = people.remove(typed(args.password)); book = null; return aside; }
    case "backups": return people.backups();
    case "back_up": return people.backUp();
    case "restore_would": return people.restoration(String(args.name), false);
    case "restore": return people.restoration(String(args.name), true);
    case "begin_anew": people.trouble = null; return "~/.local/share/lakh/removed/p1/replaced-2026-11-22_201542";
    case "export_folder": return args.choose ? (people.folder = "~/Records") : people.folder;
    case "export_ledger": return people.exported(String(args.form));
    case "house": return people.house();
    case "administer": return people.administer(args.act as AdminAct);
    case "audit_log": return people.audit();
    case "health": return people.health();
    case "open_practice": return openPractice(String(args.name), String(args.day), args.seed as number | null);
    case "open_account": return openAccount(String(args.name));
    case "act": return act(args.action as Action);
    case "save_settings": return (settings = args.settings as Settings);
    case "verify_ledger": return people.proof();
    case "sources": return sources;
    case "switch_sources": return (sources = switched(Boolean(args.nse), Boolean(args.yahoo)));
  }
  const open = book;
  if (!open) throw failure("usage", "No account is open.", "Choose one.");
  switch (command) {
    case "estimate": return open.estimate(args.ticket as Ticket);
    case "basket": return basketOf(open, args.tickets as Ticket[]);
    case "rules": return rulesOn((args.day as string | null) ?? DAYS[open.at.day] ?? "", open.charging.under(args.under as string | null));
    case "ex_dates": return open.exDates;
    case "charge_profiles": return open.charging.profiles;
    case "contract_note": return contractNote(open, args.day as string | null, DAYS[open.at.day] ?? "", open.at.second >= END);
    case "board": return { asOf: stamp(open.at), source: "Modelled path through the real day", rows: rows(open) };
    case "movers": return movers(open, Number(args.top));
    case "ranked": return rankedOf(open, rows(open), args.ranking as Ranking, Number(args.top));
    case "indices": return indexRows(open, rows(open));
    case "search": return search(open, String(args.text));
    case "stock": return stock(open, String(args.symbol));
    case "chart": return { symbol: args.symbol, label: label(open), candles: candles(listed(String(args.symbol)), open.at, args.frame as Frame) };
    case "order_book": return open.orders;
    case "trade_book": return open.trades;
    default: throw failure("unknown", `No command ${command}.`, "Look in the table of commands.");
  }
}

function act(action: Action): Receipt {
  if (!book) throw failure("usage", "No account is open.", "Choose one.");
  switch (action.kind) {
    case "place": return place(book, action.ticket);
    case "placeAll": { const orders = action.tickets.map((ticket) => book?.place(ticket)).filter((order) => order !== undefined); const refused = orders.filter((order) => order.status === "rejected").length; return { ...done(`${orders.length - refused} orders placed${refused > 0 ? `, ${refused} refused` : ""}`), orders }; }
    case "cancelAll": { const open = book.orders.filter((order) => order.working); for (const order of open) book.cancel(order.id); return { ...done(`${open.length} orders cancelled`), orders: open }; }
    case "exitAll": { const orders = exitAll(book); return { ...done(`Closing ${orders.length} ${orders.length === 1 ? "position" : "positions"} at the market`), orders }; }
    case "convert": convert(book, action.symbol, action.quantity, action.to); return done(`${action.quantity} ${action.symbol} converted to ${action.to === "cnc" ? "delivery (CNC)" : "intraday (MIS)"}`);
    case "placeGtt": return { ...done("Trigger placed; it waits until its price trades, for up to a year"), gtt: told(writeGtt(book, action.ticket, null)) };
    case "modifyGtt": return { ...done("Trigger changed"), gtt: told(writeGtt(book, action.ticket, action.gtt)) };
    case "cancelGtt": return { ...done("Trigger deleted"), gtt: told(deleteGtt(book, action.gtt) ?? null) };
    case "corporate": corporate(book, action.symbol, action.exDay ?? "", action.terms); return done(book.exDates[0]?.words ?? "");
    case "charging": return done(book.charging.act(action.act));
    case "rights": return done(rights(book, action.right, action.use));
    case "cancel": return done(book.cancel(action.order) ? "Cancelled." : "It is no longer working.");
    case "modify": return modify(book, action);
    case "play": playing = action.speed; return done("");
    case "pause": playing = null; return done("");
    case "step": move(book.at.second + 15); return done("");
    case "nextEvent": move([OPEN, CLOSE - 900, CLOSE, END].find((second) => second > (book?.at.second ?? 0)) ?? END); return done("");
    case "advanceTo": { const [h = 0, m = 0, s = 0] = action.time.split(":").map(Number); move(h * 3600 + m * 60 + s); return done(""); }
    case "toClose": move(END); return done("The day is over.");
    case "nextDay": nextDay(book); return done("A new day.");
    case "watch": lists = lists.map((list, at) => (at === action.list - 1 && !list.includes(action.symbol) ? [...list, action.symbol] : list)); return done(`${action.symbol} is on list ${action.list}.`);
    case "unwatch": lists = lists.map((list, at) => (at === action.list - 1 ? list.filter((one) => one !== action.symbol) : list)); return done(`${action.symbol} is off list ${action.list}.`);
    case "indices": headIndices = action.names; return done("");
    case "look": boardShown = action.board; return done("");
  }
}

function done(message: string, order: Order | null = null): Receipt {
  show();
  return { message, order, orders: [], gtt: null };
}

function told(gtt: Gtt | null): Gtt | null {
  show();
  return gtt;
}

function place(open: Book, ticket: Ticket): Receipt {
  const order = open.place(ticket);
  show();
  if (order.status === "rejected") throw { kind: "refused", ...(open.refuse(ticket) ?? { code: "closed", message: order.reason ?? "", accepted: null, field: null, rule: "session" }) } satisfies Problem;
  return { message: ticket.amo ? "Order queued: it enters the next session's pre-open" : "Order placed", order, orders: [], gtt: null };
}

function modify(open: Book, action: Extract<Action, { kind: "modify" }>): Receipt {
  const order = open.orders.find((one) => one.id === action.order && one.working);
  if (!order) throw { kind: "refused", code: "not_working", message: "The order is no longer working.", accepted: null, field: null, rule: "order_change" } satisfies Problem;
  order.ticket = { ...action.ticket, symbol: order.ticket.symbol };
  order.history = [...order.history, { at: stamp(open.at), what: "Changed by you" }];
  return done("Changed.", order);
}

function tick(): void {
  if (!book || !playing || book.live) return;
  move(book.at.second + PACE[playing] / 4, true);
}

function move(to: number, quiet = false): void {
  if (!book) return;
  const before = Math.floor(book.at.second);
  for (let second = before + 1; second <= Math.min(END, to); second += 15) {
    book.at = { ...book.at, second };
    wake(book);
    book.match();
  }
  book.at = { ...book.at, second: Math.max(before, Math.min(END, to)) };
  book.match();
  if (book.at.second >= END) playing = null;
  for (const notice of book.notices.splice(0)) send({ kind: "notice", ...notice });
  if (!quiet || Math.floor(to) !== before) show();
}

function nextDay(open: Book): void {
  open.endDay();
  open.at = { ...open.at, day: Math.min(DAYS.length - 1, open.at.day + 1), second: 9 * 3600 };
  playing = null;
}

function show(): void {
  if (!book || !people.signedIn || people.locked) return;
  revision += 1;
  send({ kind: "view", ...view(book, people.signedIn, revision, playing, lists, headIndices) });
  if (boardShown) sendBoard(book);
}

function sendBoard(open: Book): void {
  const changed: BoardTick[] = rows(open).filter((one) => sent.get(one.symbol) !== one.lastPaise);
  sent = new Map([...sent, ...changed.map((one): [string, number | null] => [one.symbol, one.lastPaise])]);
  const bare = changed.map(({ symbol, lastPaise, openPaise, highPaise, lowPaise, changePaise, changeBp, volume, turnoverPaise }) => ({ symbol, lastPaise, openPaise, highPaise, lowPaise, changePaise, changeBp, volume, turnoverPaise }));
  send({ kind: "board", asOf: stamp(open.at), rows: bare });
}

function rows(open: Book): Quote[] {
  return stocks.flatMap((one) => row(open, one.symbol));
}

function movers(open: Book, top: number) {
  const traded = rows(open).filter((one) => one.series === "EQ" && one.changeBp !== null);
  const byChange = [...traded].sort((a, b) => (b.changeBp ?? 0) - (a.changeBp ?? 0));
  return { asOf: stamp(open.at), universe: "Series EQ, traded today", gainers: byChange.slice(0, top), losers: byChange.slice(-top).reverse(), mostActive: [...traded].sort((a, b) => (b.turnoverPaise ?? 0) - (a.turnoverPaise ?? 0)).slice(0, top) };
}

function search(open: Book, text: string): Quote[] {
  const wanted = text.trim().toUpperCase();
  const rank = (one: { symbol: string; name: string }) => (one.symbol === wanted ? 0 : one.symbol.startsWith(wanted) ? 1 : one.symbol.includes(wanted) ? 2 : one.name.toUpperCase().includes(wanted) ? 3 : 9);
  return stocks.filter((one) => rank(one) < 9).sort((a, b) => rank(a) - rank(b)).slice(0, 50).flatMap((one) => row(open, one.symbol));
}

function stock(open: Book, symbol: string): Stock {
  const one = listed(symbol);
  const [quote] = row(open, symbol);
  if (!quote) throw failure("unknown_symbol", `${symbol} is not listed.`, "Search for it.");
  const close = previousClose(one, open.at.day, open.at.seed);
  return { quote, tags: [...one.indices.slice(0, 1), ...(one.band === 0 ? ["Closing auction"] : []), ...(one.lot > 1 ? [`Lot ${one.lot}`] : [])], averagePricePaise: quote.lastPaise === null || quote.highPaise === null || quote.lowPaise === null ? null : Math.round((quote.lastPaise + quote.highPaise + quote.lowPaise) / 3), band: one.band === 0 ? "No band" : `${one.band} % · ${amount(Math.ceil((close * (1 - one.band / 100)) / one.tick) * one.tick)} – ${amount(Math.floor((close * (1 + one.band / 100)) / one.tick) * one.tick)}`, tickPaise: one.tick, lot: one.lot, faceValuePaise: 1000, listedOn: "1995-11-29", touch: open.live || quote.lastPaise === null || symbol !== "TCS" ? null : { bid: { pricePaise: quote.lastPaise - one.tick, quantity: 412 }, offer: { pricePaise: quote.lastPaise + one.tick, quantity: 1_250 }, spreadPaise: 2 * one.tick }, touchWords: open.live ? "Live quotes are off, so nobody is asked who waits." : "A practised day has no order book: what traded is known, who waited is not. A market order takes the next trade, on its worse side.", label: label(open), facts: [
    { name: "Previous close", value: `${amount(close)} on ${open.at.day === 0 ? "31 Jul 2026" : "the day before"}` }, { name: "Delivered", value: "54.2 % of the volume" }, { name: "Trades", value: "2,41,806" }, { name: "52-week range", value: `${amount(Math.round(close * 0.78))} – ${amount(Math.round(close * 1.17))}` }, { name: "Dividend", value: "₹5.50 a share, ex 14 Aug 2026" },
  ] };
}

function listed(symbol: string) {
  const one = find(symbol);
  if (!one) throw failure("unknown_symbol", `${symbol} is not listed on this day.`, "Search for it by name.");
  return one;
}

function label(open: Book): string {
  return open.live ? "Closes of real days · live quotes are off" : `Modelled path through the real day · seed ${open.at.seed}`;
}

function lobby(): Lobby {
  const days: MarketDay[] = DAYS.map((day) => ({ day, stocks: stocks.length, complete: day !== DAYS[6], recorded: day === DAYS[2] }));
  const { profiles, openHouse, startingCapitalPaise, signedIn, locked, administers } = people;
  const told = signedIn !== null && !locked;
  return { profiles, openHouse, startingCapitalPaise, signedIn, locked, administers, trouble: told ? trouble() : null, accounts: told ? books.map((one) => one.account) : [], days, daysWithoutFigures: [], version: "0.1.0", settings };
}

function trouble(): Lobby["trouble"] {
  if (people.trouble === null) return null;
  const lastBackup = people.backups()[0] ?? null;
  if (people.trouble === "lost") return { blocks: false, message: "Your ledger was at event 1,251 and ends at event 1,240: the file, or its log, is an older one.", nextStep: "Put a newer backup back if there is one, or go on from here; what is here is whole.", lastBackup };
  return { blocks: true, message: "~/.local/share/lakh/ledgers/p1.sqlite cannot be read: it is damaged, or it is not what its name says", nextStep: "The files were left as they are. Put the last backup back, or begin anew; either sets them aside and destroys nothing.", lastBackup };
}

function entered(recoveryCode: string | null): Entered {
  return { lobby: lobby(), recoveryCode };
}

function typed(secret: unknown): string | null {
  return typeof secret === "string" && secret !== "" ? secret : null;
}

function createProfile(name: string, password: string | null): Entered {
  const made = people.add(name.trim(), password);
  people.enter(made.id, password);
  openBooks();
  return entered(password === null ? null : people.code(made.id));
}

function openBooks(): void {
  const whose = people.signedIn?.id ?? "";
  books = library.get(whose) ?? [];
  library.set(whose, books);
  if (!books.some((one) => one.live)) books.push(new Book(account("live", "live", null)));
  const live = books.find((one) => one.live);
  if (live) live.at = { day: DAYS.length - 1, second: CLOSE, seed: 7 };
  book = books.at(-1) ?? null;
}

function account(name: string, kind: Account["kind"], seed: number | null): Account {
  return { name, kind, seed, capitalPaise: 10_000_000, archived: false };
}

function openPractice(name: string, day: string, seed: number | null): Account {
  if (books.some((one) => one.account.name === name)) return openAccount(name);
  const opened = new Book(account(name, "practice", seed ?? 7));
  opened.at = { day: Math.max(0, DAYS.indexOf(day)), second: 9 * 3600, seed: seed ?? 7 };
  books.push(opened);
  return openAccount(name);
}

function openAccount(name: string): Account {
  const found = books.find((one) => one.account.name === name);
  if (!found) throw failure("no_account", `There is no account called ${name}.`, "Choose another.");
  book = found;
  playing = null;
  sent.clear();
  show();
  return found.account;
}

async function progress(receive: (progress: Progress) => void, scene: string): Promise<void> {
  if (scene !== "loading") return;
  for (let percent = 0; percent <= 100; percent += 4) {
    receive({ what: "Loading ten trading days", percent });
    await new Promise((done) => setTimeout(done, 60));
  }
}

function failure(code: string, message: string, nextStep: string): Problem {
  return { kind: "failed", code, message, nextStep };
}

/** Scenes for pictures and tests: `trader` has holdings and orders, `house` is the same with passwords and four people, `out` the same
 * signed out, `alone` one person with a password signed out, `damaged`, `lost` and `tampered` a ledger in trouble, `many` two people, `rights` a right that is held, `wide` 200 holdings, `live` the live account. */
function prepare(scene: string): void {
  if (scene === "loading") return;
  const guarded = ["house", "out", "alone"].includes(scene);
  createProfile("Asha", guarded ? "asha's own" : null);
  if (scene === "many") { people.add("Ravi Kumar", null); people.leave(); book = null; return; }
  if (scene === "house" || scene === "out") {
    people.add("Ravi Kumar", "ravi's own");
    people.add("मीरा", null);
    const kabir = people.add("Kabir", null);
    people.administer({ kind: "lock", id: kabir.id });
    people.setAside(people.add("Meera", null).id, "Meera", "2026-11-20T18:02:31+05:30");
    people.setAside(people.add("?", null).id, null, null);
    people.administer({ kind: "setStartingCapital", capitalPaise: 20_000_000 });
  }
  if (scene === "damaged" || scene === "lost") people.trouble = scene;
  people.damaged = scene === "damaged" || scene === "tampered";
  if (scene === "live") return;
  if (scene === "differs") sources = differing();
  openPractice("practice", DAYS[0] ?? "", 7);
  move(OPEN);
  if (scene === "empty") return;
  if (scene === "wide") {
    for (const one of stocks.slice(0, 200)) book?.lots.push({ symbol: one.symbol, quantity: 1, t1: 0, today: 0, average: one.close });
    move(OPEN + 600);
    return;
  }
  const order = (symbol: string, side: Ticket["side"], quantity: number, more: Partial<Ticket> = {}) =>
    book?.place({ symbol, side, quantity, product: "cnc", type: "market", validity: "day", pricePaise: null, triggerPaise: null, disclosed: null, amo: false, note: "", ...more });
  order("RELIANCE", "buy", 5); order("HDFCBANK", "buy", 20); order("SUNPHARMA", "buy", 2);
  move(OPEN + 3600);
  if (book) nextDay(book);
  move(OPEN + 600);
  order("INFY", "buy", 8);
  move(OPEN + 1900);
  order("TATASTEEL", "sell", 60, { product: "mis" });
  order("IDEA", "buy", 5_00_000);
  move(OPEN + 11_200);
  order("SBIN", "buy", 3, { type: "limit", pricePaise: 98_000 });
  order("HDFCBANK", "sell", 4);
  if (book) writeGtt(book, { symbol: "RELIANCE", side: "sell", legs: [{ triggerPaise: 100_000, pricePaise: 99_900, quantity: 5 }, { triggerPaise: 200_000, pricePaise: 200_000, quantity: 5 }], note: "Out at twice what I paid, or below a thousand" }, null);
  move(14 * 3600 + 5 * 60 + 10);
  if (book) book.notices = [];
  if (scene === "rights") book?.lots.push({ symbol: "SUNPHARMA-RE", quantity: 6, t1: 0, today: 0, average: 0, right: { share: "SUNPHARMA", pricePaise: 170_000, applied: 0, closesOn: "2026-08-14", listed: true } });
  if (scene === "out" || scene === "alone") { people.leave(); book = null; }
}
