// Generated from src-tauri/src/wire by `cargo xtask gen`. Do not edit.

export type Action = { "kind": "place", ticket: Ticket, } | { "kind": "placeAll", tickets: Array<Ticket>, } | { "kind": "modify", order: number, ticket: Ticket, } | { "kind": "cancel", order: number, } | { "kind": "cancelAll" } | { "kind": "exitAll" } | { "kind": "convert", symbol: string, quantity: number, to: Product, } | { "kind": "placeGtt", ticket: GttTicket, } | { "kind": "modifyGtt", gtt: number, ticket: GttTicket, } | { "kind": "cancelGtt", gtt: number, } | { "kind": "corporate", symbol: string, exDay: string | null, terms: Terms, } | { "kind": "rights", right: string, use: number | null, } | { "kind": "charging", act: ChargingAct, } | { "kind": "play", speed: Speed, } | { "kind": "pause" } | { "kind": "step" } | { "kind": "nextEvent" } | { "kind": "advanceTo", time: string, } | { "kind": "toClose" } | { "kind": "nextDay" } | { "kind": "watch", list: number, symbol: string, } | { "kind": "unwatch", list: number, symbol: string, } | { "kind": "look", symbol: string | null, board: boolean, } | { "kind": "indices", names: Array<string>, };

export type Terms = { "kind": "merger", into: string, new: number, old: number, } | { "kind": "demerger", company: string, new: number, old: number, costShareBp: number, } | { "kind": "split", new: number, old: number, } | { "kind": "bonus", new: number, old: number, } | { "kind": "dividend", aSharePaise: number, };

export type ExDate = { day: string, symbol: string, 
/**
 * `Bonus 2:1`.
 */
words: string, 
/**
 * `5 → 15 shares, average 1,305.00 → 435.00`.
 */
effect: string, 
/**
 * Whether a person entered it, and not the exchange's list.
 */
byHand: boolean, 
/**
 * The rule behind it: `corporate_action`, `rights` or `identity`.
 */
rule: string, };

export type Speed = "x1" | "x10" | "x60";

export type Receipt = { message: string, order: Order | null, 
/**
 * The orders, where it was about several.
 */
orders: Array<Order>, gtt: Gtt | null, };

export type Refusal = { code: string, message: string, 
/**
 * What would be accepted instead.
 */
accepted: string | null, field: Field | null, 
/**
 * The line of another form that it is about, in that form's words: `DP charge`.
 */
about?: string, 
/**
 * The rule behind it, by its name in the rule book of the day.
 */
rule: string | null, };

export type Field = "symbol" | "quantity" | "price" | "trigger" | "product" | "type" | "validity" | "disclosed";

export type Message = { "kind": "view" } & View | { "kind": "board" } & BoardChange | { "kind": "notice" } & Notice | { "kind": "hanging", over: boolean, } | { "kind": "dropped", files: Array<string>, } | { "kind": "locked" };

export type Notice = { tone: Tone, message: string, order: number | null, };

export type Tone = "good" | "info" | "bad";

export type Lobby = { profiles: Array<Profile>, 
/**
 * Whether anyone at the computer may make a profile: until an administrator has a password.
 */
openHouse: boolean, 
/**
 * What somebody new starts with.
 */
startingCapitalPaise: number, 
/**
 * The profile signed in, if any, with its accounts.
 */
signedIn: Profile | null, 
/**
 * Whether the window is locked: only the password of whoever is signed in opens it, and nothing of them is told.
 */
locked: boolean, 
/**
 * Whether who is signed in may administer: an administrator, by password.
 */
administers: boolean, 
/**
 * What stands in the way of opening the ledger.
 */
trouble: Trouble | null, accounts: Array<Account>, days: Array<MarketDay>, 
/**
 * Days of which something was recorded, but which need their bhavcopy before they can be practised on.
 */
daysWithoutFigures: Array<string>, version: string, settings: Settings, };

export type Progress = { what: string, percent: number, };

export type Settings = { theme: Theme, palette: Palette, density: Density, 
/**
 * Closing the window hides it and the tray keeps the glance.
 */
closeToTray: boolean, 
/**
 * After how many minutes without a touch the window of somebody with a password is locked; never, when none.
 */
lockAfterMinutes: number | null, 
/**
 * Where the order window was left, in CSS pixels.
 */
ticketAt: [number, number] | null, 
/**
 * The indices that stand beside NIFTY 50 at the head, each person's own choice; the usual ones when empty.
 */
indices: Array<string>, };

export type Theme = "system" | "dark" | "light";

export type Palette = "green-red" | "blue-orange";

export type Density = "compact" | "regular" | "comfortable";

export type Failure = { code: string, message: string, nextStep: string, };

export type Problem = { "kind": "refused" } & Refusal | { "kind": "failed" } & Failure;

export type Sources = { 
/**
 * Whether any is switched on.
 */
on: boolean, nse: boolean, yahoo: boolean, sources: Array<SourceLine>, 
/**
 * Where the exchange and Lakh do not agree; of sources that are switched off nothing is said.
 */
warnings: Array<SourceWarning>, errand: Errand | null, };

export type SourceWarning = { 
/**
 * What it is about: `Calendar`, `Cross-check of the movers`.
 */
about: string, words: string, 
/**
 * What a person can do about it.
 */
nextStep: string, seenAt: string, };

export type SourceLine = { name: string, 
/**
 * `answering`, `not answering`, `blocked`, `off`, `not asked yet`.
 */
state: string, tone: SourceTone, lastSuccess: string | null, 
/**
 * What went wrong last and what is done about it; null when the last answer was well.
 */
trouble: string | null, troubleAt: string | null, blockedUntil: string | null, requestsLastMinute: number, requests: number, 
/**
 * Quotes that were set aside as impossible, today.
 */
quarantined: number, };

export type SourceTone = "good" | "bad" | "quiet";

export type Errand = { what: string, done: number, of: number, trouble: string | null, };

export type View = { revision: number, profile: Profile, account: Account, clock: Clock, funds: Funds, portfolio: Portfolio, holdings: Array<Holding>, positions: Array<Position>, 
/**
 * What was sold short, could not be bought back on its day, and is owed.
 */
shorts: Array<CarriedShort>, 
/**
 * Working orders, and every order of the current day, newest first.
 */
orders: Array<Order>, 
/**
 * The trades of the current day, newest first.
 */
trades: Array<Trade>, 
/**
 * Triggers that live across days, newest first.
 */
gtts: Array<Gtt>, 
/**
 * The profile that new orders are charged under: `Discount broker 2026, version 1`.
 */
chargedUnder: string, 
/**
 * Lists 1 to 7.
 */
lists: Array<Array<Quote>>, indices: Array<IndexQuote>, };

export type Profile = { id: string, name: string, admin: boolean, 
/**
 * Whether a password opens it.
 */
protected: boolean, 
/**
 * Whether an administrator locked it: it cannot sign in.
 */
locked: boolean, };

export type Account = { name: string, kind: AccountKind, seed: number | null, capitalPaise: number, archived: boolean, };

export type AccountKind = "live" | "practice";

export type Clock = { now: string, day: string, mode: Mode, 
/**
 * The badge's words: `PRACTICE · 03 AUG 2026`, `OFFLINE · as of 14 Aug 2026 15:30`.
 */
badge: string, 
/**
 * The words of the phase now: `Continuous trading`, `Closing auction: orders`, `Closed`.
 */
phase: string, trading: boolean, playing: Speed | null, 
/**
 * The day's session: what the bar at the foot draws.
 */
spans: Array<Span>, marks: Array<Mark>, 
/**
 * `Square-off in 1 h 05 m`, `Next: closing auction 15:20`; null when nothing is near.
 */
countdown: string | null, dayOver: boolean, lastDay: boolean, 
/**
 * Whether live quotes are switched on; false in practice.
 */
liveOn: boolean, 
/**
 * When the newest live answer was asked for, from which its age counts; null when none is of now.
 */
answeredAt: string | null, 
/**
 * Files that are being fetched for the archive.
 */
errand: Errand | null, };

export type Mode = "practice" | "live" | "closed" | "offline";

export type Span = { from: string, to: string, tone: SpanTone, label: string, };

export type SpanTone = "preOpen" | "continuous" | "auction" | "postClose" | "quiet";

export type Mark = { at: string, side: Side, symbol: string, quantity: number, pricePaise: number, };

export type Funds = { capitalPaise: number, cashPaise: number, availablePaise: number, blockedPaise: number, receivablePaise: number, payablePaise: number, chargesPaise: number, realisedPaise: number, 
/**
 * What the charges were, by name, since the account was opened.
 */
charges: Charges, year: YearCosts, };

export type YearCosts = { 
/**
 * `FY 2026-27`.
 */
name: string, 
/**
 * Realised before charges.
 */
grossPaise: number, chargesPaise: number, netPaise: number, 
/**
 * Of the gross profit or loss; null where nothing was realised.
 */
shareBp: number | null, 
/**
 * `Charges took 10.13 % of the gross profit.`
 */
words: string, };

export type Portfolio = { valuePaise: number | null, cashPaise: number, investedPaise: number, currentPaise: number | null, profitPaise: number | null, profitBp: number | null, dayProfitPaise: number | null, dayProfitBp: number | null, asOf: string | null, staleCount: number, };

export type Holding = { symbol: string, isin: string, 
/**
 * What is to be done about a new ISIN that no corporate action of the account explains.
 */
newIsin: string | null, quantity: number, 
/**
 * Bought on the last trading day and not settled yet; part of `quantity`.
 */
t1Quantity: number, 
/**
 * Bought today; part of `quantity`.
 */
todayQuantity: number, averagePaise: number, 
/**
 * The same with what buying was charged.
 */
averageWithChargesPaise: number, lastPaise: number | null, investedPaise: number, valuePaise: number | null, profitPaise: number | null, profitBp: number | null, dayProfitPaise: number | null, dayProfitBp: number | null, asOf: string | null, source: string | null, stale: boolean, 
/**
 * What it entitles to, where it is a right to buy shares.
 */
right: Right | null, };

export type Right = { 
/**
 * The share that it buys.
 */
share: string, 
/**
 * What the company asks for one.
 */
pricePaise: number, 
/**
 * Rights that are used already and wait for their shares.
 */
applied: number, 
/**
 * The last day on which it can be used.
 */
closesOn: string, 
/**
 * Whether the exchange lists it; until then it cannot be sold.
 */
listed: boolean, };

export type Position = { symbol: string, product: Product, side: Side, 
/**
 * Shares still open; 0 when the position was closed today.
 */
openQuantity: number, averagePaise: number, lastPaise: number | null, profitPaise: number | null, realisedPaise: number, unrealisedPaise: number | null, profitBp: number | null, marginPaise: number, asOf: string | null, source: string | null, stale: boolean, };

export type CarriedShort = { symbol: string, 
/**
 * The day of the sale, YYYY-MM-DD.
 */
soldOn: string, 
/**
 * The day at whose end the exchange buys the shares in, YYYY-MM-DD.
 */
boughtInOn: string, quantity: number, 
/**
 * What a share was sold for.
 */
averagePaise: number, lastPaise: number | null, 
/**
 * What buying at the last price would bring; the exchange buys in dearer.
 */
unrealisedPaise: number | null, marginPaise: number, asOf: string | null, source: string | null, stale: boolean, };

export type Ticket = { symbol: string, side: Side, product: Product, type: OrderType, validity: Validity, quantity: number, pricePaise: number | null, triggerPaise: number | null, 
/**
 * Shares shown to the market at a time; null shows all of them.
 */
disclosed: number | null, 
/**
 * After-market: queued for the next session's pre-open.
 */
amo: boolean, 
/**
 * The plan in a line.
 */
note: string, };

export type Side = "buy" | "sell";

export type Product = "cnc" | "mis";

export type OrderType = "market" | "limit" | "sl" | "sl-m";

export type Validity = "day" | "ioc";

export type OrderStatus = "pending" | "trigger_pending" | "queued" | "open" | "partly_filled" | "filled" | "cancelled" | "rejected" | "expired";

export type Order = { id: number, ticket: Ticket, filledQuantity: number, averagePaise: number | null, 
/**
 * The last price of its stock, of an order that works; none in a receipt.
 */
lastPaise: number | null, status: OrderStatus, 
/**
 * Why it was rejected, cancelled or has expired; why it waits.
 */
reason: string | null, 
/**
 * The rule behind that, by its name in the rule book of the day.
 */
rule: string | null, placedAt: string, updatedAt: string, 
/**
 * Whether it can still be changed or cancelled.
 */
working: boolean, history: Array<OrderStep>, };

export type OrderStep = { at: string, what: string, };

export type Trade = { id: number, order: number, symbol: string, side: Side, product: Product, quantity: number, pricePaise: number, valuePaise: number, at: string, charges: Charges, 
/**
 * What it was charged under, for the rule book: `discount-broker-2026/1@2026-03-01`.
 */
ruleVersion: string, 
/**
 * The rule that fired, by its name in the rule book of the day.
 */
rule: string, 
/**
 * "Why this price?": one line a fact, in order.
 */
evidence: Array<Fact>, };

export type Charges = { brokeragePaise: number, sttPaise: number, transactionPaise: number, sebiPaise: number, stampPaise: number, gstPaise: number, ipftPaise: number, dpPaise: number, squareOffPaise: number, totalPaise: number, };

export type Fact = { name: string, value: string, };

export type Estimate = { 
/**
 * The price reckoned with: the limit, or the last price for a market order.
 */
pricePaise: number | null, valuePaise: number | null, charges: Charges | null, 
/**
 * The lines to show, in order, with their rates in words.
 */
lines: Array<CostLine>, 
/**
 * Cash that the order would block (CNC: value and charges; MIS: margin and charges).
 */
requiredPaise: number | null, cashAfterPaise: number | null, breakEvenPaise: number | null, breakEvenBp: number | null, 
/**
 * How many ticks it lies from the price.
 */
breakEvenTicks: number | null, 
/**
 * `5×` when MIS is allowed.
 */
leverage: number | null, 
/**
 * What the rules would say; null when the order would be accepted.
 */
refusal: Refusal | null, 
/**
 * Price grid for the arrow keys of the price field.
 */
tickPaise: number | null, bandLowPaise: number | null, bandHighPaise: number | null, 
/**
 * Shares that a sale of this product could sell.
 */
sellableQuantity: number, lot: number, 
/**
 * The session that an after-market order would wait for; null when none would be taken now.
 */
afterHours: AfterHours | null, ruleVersion: string, 
/**
 * The profile that it would be charged under: `Discount broker 2026, version 1`.
 */
chargedUnder: string, };

export type AfterHours = { entersOn: string, 
/**
 * Whether the exchange takes no other orders now.
 */
only: boolean, };

export type CostLine = { name: string, 
/**
 * Its name in the rule book.
 */
rule: string, detail: string, amountPaise: number, };

export type GttTicket = { symbol: string, side: Side, legs: Array<GttLeg>, note: string, };

export type GttLeg = { triggerPaise: number, pricePaise: number, quantity: number, };

export type Gtt = { id: number, ticket: GttTicket, state: GttState, 
/**
 * The state in words: `Waits for 1,295.00 or 1,400.00`, `Placed order 12`.
 */
words: string, 
/**
 * The order that it placed, taken or refused.
 */
order: number | null, 
/**
 * The last price when it was written or changed.
 */
lastPaise: number, placedAt: string, updatedAt: string, 
/**
 * The day after which it ends by itself.
 */
expiresOn: string, };

export type GttState = "waiting" | "triggered" | "placed" | "refused" | "cancelled" | "expired";

export type BasketEstimate = { lines: Array<Estimate>, 
/**
 * Cash that those which would be taken set aside.
 */
requiredPaise: number, chargesPaise: number, availablePaise: number, cashAfterPaise: number, };

export type RuleBook = { 
/**
 * The trading day of the rules.
 */
day: string, 
/**
 * Why the account's own day has none, when the exchange is shut on it.
 */
closed: string | null, 
/**
 * What orders are charged by on the day.
 */
chargedBy: ChargedBy, rules: Array<Rule>, 
/**
 * The earliest first; days after `day` are yet to come for this account.
 */
changes: Array<RuleChange>, };

export type ChargedBy = { 
/**
 * The name of the profile.
 */
profile: string, version: number, 
/**
 * Whether new orders are charged under it, in this version.
 */
inForce: boolean, 
/**
 * What the profile says, line by line in words.
 */
lines: Array<Fact>, 
/**
 * Who says what the profile says.
 */
source: string, 
/**
 * Since when the law's rates are what they are on the day.
 */
lawFrom: string, law: Array<Levy>, };

export type Levy = { 
/**
 * `STT, delivery`.
 */
name: string, 
/**
 * `0.1 %, both sides`.
 */
rate: string, source: string, };

export type Rule = { 
/**
 * What refusals, fills and charges refer to it by; several rules of a kind share one.
 */
name: string, topic: string, words: string, from: string | null, source: string, };

export type RuleChange = { day: string, gone: Array<Rule>, came: Array<Rule>, };

export type ContractNote = { day: string, settlesOn: string, 
/**
 * Every day that has a note, the latest first.
 */
days: Array<string>, orders: Array<NoteOrder>, 
/**
 * Sales less purchases, before charges: what settles.
 */
netPaise: number, 
/**
 * What the fills were charged.
 */
charged: Charges, 
/**
 * What the note charges beside it (less, when negative); null when it changes nothing.
 */
adjustment: Charges | null, 
/**
 * The profiles and rates that the fills were charged under, each once; an order that says something else says so itself.
 */
chargedUnder: Array<string>, 
/**
 * Why: `RELIANCE: 5 shares bought and sold as delivery net to intraday`.
 */
reasons: Array<string>, 
/**
 * The charges of the day in the end.
 */
total: Charges, 
/**
 * Whether the day is over and the note is written.
 */
written: boolean, };

export type NoteOrder = { order: number, placedAt: string, symbol: string, isin: string, side: Side, product: Product, quantity: number, averagePaise: number, valuePaise: number, trades: number, charges: Charges, chargedUnder: string, };

export type ChargeProfile = { 
/**
 * What fills keep: `discount-broker-2026`, `own-1`.
 */
id: string, version: number, 
/**
 * Whether it is the account's own, which alone can be changed.
 */
own: boolean, 
/**
 * Whether new orders are charged under it.
 */
inForce: boolean, 
/**
 * Line by line in words.
 */
lines: Array<Fact>, 
/**
 * Who says so.
 */
source: string, terms: ProfileTerms, };

export type ProfileTerms = { name: string, delivery: Fee, intraday: Fee, sebiGst: SebiGst, 
/**
 * Whether the investor protection fund is in the base of the GST.
 */
gstOfIpft: boolean, 
/**
 * The depository's debit, before GST.
 */
dpPaise: number, 
/**
 * Closing an intraday position for the client, before GST.
 */
squareOffPaise: number, };

export type Fee = { 
/**
 * A percentage as a person writes it: `0.03`.
 */
percent: string, leastPaise: number, mostPaise: number | null, flatPaise: number, };

export type SebiGst = "inTheBase" | "inItsOwnLine" | "untaxed";

export type ChargingAct = { "kind": "copy", of: string, name: string, } | { "kind": "edit", profile: string, terms: ProfileTerms, } | { "kind": "choose", profile: string, };

export type Quote = { symbol: string, name: string, isin: string, series: string, lastPaise: number | null, previousClosePaise: number | null, openPaise: number | null, highPaise: number | null, lowPaise: number | null, changePaise: number | null, changeBp: number | null, volume: number | null, turnoverPaise: number | null, asOf: string | null, source: string | null, stale: boolean, heldQuantity: number, 
/**
 * The indices it belongs to, for the board's filter.
 */
indices: Array<string>, 
/**
 * Why there is no price, where a search or the stock's page says so: `Not traded on 03 Aug 2026`.
 */
absence: string | null, };

export type IndexQuote = { name: string, 
/**
 * In hundredths of a point.
 */
last: number | null, change: number | null, changeBp: number | null, asOf: string | null, source: string | null, stale: boolean, };

export type Board = { asOf: string, source: string, rows: Array<Quote>, };

export type BoardChange = { asOf: string, rows: Array<BoardTick>, };

export type BoardTick = { symbol: string, lastPaise: number | null, openPaise: number | null, highPaise: number | null, lowPaise: number | null, changePaise: number | null, changeBp: number | null, volume: number | null, turnoverPaise: number | null, };

export type Touch = { bid: Standing | null, offer: Standing | null, 
/**
 * What lies between them; null unless both are there.
 */
spreadPaise: number | null, };

export type Standing = { pricePaise: number, quantity: number, };

export type Stock = { quote: Quote, tags: Array<string>, averagePricePaise: number | null, 
/**
 * `No band`, `10 % · 1,177.05 – 1,438.55`.
 */
band: string, tickPaise: number | null, lot: number, faceValuePaise: number | null, listedOn: string | null, 
/**
 * The best bid and offer, where a source told them on the day; null where none is known.
 */
touch: Touch | null, 
/**
 * Where they come from, or why there are none.
 */
touchWords: string, 
/**
 * `Modelled path through the real day · seed 7`.
 */
label: string, 
/**
 * Facts of the last completed day and corporate actions known by now.
 */
facts: Array<Fact>, };

export type Frame = "1m" | "5m" | "15m" | "1d";

export type Candle = { time: number, openPaise: number, highPaise: number, lowPaise: number, closePaise: number, volume: number, };

export type Chart = { symbol: string, label: string, candles: Array<Candle>, };

export type Movers = { asOf: string, universe: string, gainers: Array<Quote>, losers: Array<Quote>, mostActive: Array<Quote>, };

export type Ranking = "gainers" | "losers" | "byValue" | "byVolume" | "yearHighs" | "yearLows" | "upperBand" | "lowerBand";

export type Ranked = { ranking: Ranking, 
/**
 * The account's time.
 */
asOf: string, 
/**
 * The day whose prices it tells: today, or while nothing trades the last day that did.
 */
day: string, source: string, 
/**
 * Which stocks were looked at, and how far back.
 */
universe: string, 
/**
 * How many stocks belong on it.
 */
inAll: number, rows: Array<RankedRow>, };

export type RankedRow = { quote: Quote, 
/**
 * What it passed or touched, on the boards of the year and of the band.
 */
reached: Reached | null, };

export type Reached = { pricePaise: number, 
/**
 * The day of that price; null for a band.
 */
on: string | null, 
/**
 * Whether the last price still stands there or beyond.
 */
still: boolean, };

export type IndexRow = { index: IndexQuote, members: number, };

export type MarketDay = { day: string, stocks: number, complete: boolean, 
/**
 * Whether bars or trades recorded within the day are here for some stocks: practice runs those stocks through them.
 */
recorded: boolean, };

export type ImportedFile = { file: string, 
/**
 * What it is, in words; null when it was not read.
 */
kind: string | null, day: string | null, rowsRead: number, 
/**
 * Rows about what Lakh does not trade.
 */
rowsSkipped: number, rowsRefused: number, 
/**
 * The first of the refused rows.
 */
refusals: Array<RefusedRow>, 
/**
 * Why nothing of it was read.
 */
error: string | null, };

export type RefusedRow = { 
/**
 * Counted from 1; the header is not counted.
 */
row: number, reason: string, };

export type Entered = { lobby: Lobby, 
/**
 * Opens the profile without its password. Told this once, to be kept on paper; never kept by the window.
 */
recoveryCode: string | null, };

export type Trouble = { 
/**
 * Whether no account can be opened before it is settled.
 */
blocks: boolean, message: string, nextStep: string, 
/**
 * The last backup, to be put back.
 */
lastBackup: Backup | null, };

export type Backup = { 
/**
 * What it is asked for by.
 */
name: string, at: string, bytes: number, };

export type Restoration = { backup: Backup, backupEvents: number, 
/**
 * Of the present ledger; null when it cannot be read.
 */
presentEvents: number | null, 
/**
 * Events of the present ledger that the backup does not have.
 */
lostEvents: number | null, 
/**
 * Where the present ledger's files were set aside, once it was done.
 */
setAside: string | null, };

export type Proof = { ok: boolean, events: number, 
/**
 * The hash of the last event.
 */
head: string, differences: Array<Difference>, };

export type Difference = { 
/**
 * The event that it is about, where it is about one.
 */
event: number | null, what: string, };

export type ExportForm = "csv" | "json" | "hledger" | "beancount";

export type Exported = { folder: string, files: Array<string>, };

export type User = { profile: Profile, 
/**
 * Whether it is the administrator who asks.
 */
oneself: boolean, createdAt: string, lastSeen: string | null, lockedAt: string | null, ledgerBytes: number | null, verifiedAt: string | null, 
/**
 * Whether everything agreed then.
 */
verifiedOk: boolean | null, backupAt: string | null, 
/**
 * What the account begins anew with when the user signs in next.
 */
resetToPaise: number | null, };

export type RemovedUser = { id: string, 
/**
 * The name that they had; null where it was not kept.
 */
name: string | null, 
/**
 * When, by the log of acts; null where it does not say.
 */
removedAt: string | null, 
/**
 * Who removed them; null where the log does not say.
 */
removedBy: string | null, ledgerBytes: number, 
/**
 * Where their files lie.
 */
files: string, };

export type House = { users: Array<User>, 
/**
 * Those who were removed and can be put back.
 */
removed: Array<RemovedUser>, startingCapitalPaise: number, };

export type AdminAct = { "kind": "create", name: string, password: string | null, admin: boolean, } | { "kind": "rename", id: string, name: string, } | { "kind": "lock", id: string, } | { "kind": "unlock", id: string, } | { "kind": "reset", id: string, capitalPaise: number, } | { "kind": "remove", id: string, } | { "kind": "putBack", id: string, name: string | null, } | { "kind": "setAdmin", id: string, admin: boolean, } | { "kind": "setStartingCapital", capitalPaise: number, };

export type AdminDone = { message: string, house: House, };

export type AuditLog = { entries: Array<AuditEntry>, 
/**
 * What does not agree, each naming its entry; empty when the log proves itself.
 */
differences: Array<string>, };

export type AuditEntry = { seq: number, at: string, 
/**
 * Who did it; empty for whoever made the first profile.
 */
actor: string, 
/**
 * `Locked Ravi`, `Chose ₹2,00,000.00 as the starting balance`.
 */
what: string, };

export type Check = { name: string, detail: string, state: CheckState, nextStep: string | null, };

export type CheckState = "fine" | "watch" | "bad";
