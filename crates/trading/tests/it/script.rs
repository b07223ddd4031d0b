//! A trading day as text: stocks, orders, trades of the market; the bells ring by themselves, in order of time.
//!
//! ```text
//! cash 100000
//! day 2026-08-03
//! stock INFY 1000 [band 5|none] [series BE] [tick 0.05] [lot 100] [auction] [margin 25] [fund|bond] [nomis] [listed DAY]
//! 09:20:00 buy INFY 5 cnc market [ioc] [amo] [shows 1]
//! 09:20:00 sell INFY 5 mis sl 990/989.50
//! 09:20:01 INFY 1000.10 x 1000 [open|close|post] [bid 1000x50] [offer none]
//! 09:21:00 cancel 1
//! 09:21:00 modify 1 6 limit 1001
//! 09:21:00 convert INFY 5 cnc|mis
//! 09:21:00 gtt sell INFY 5 980/975 or 5 1020/1015    (quantity, trigger/limit)
//! 09:21:00 cancel-all|exit-all
//! ex INFY split 10:1                                  (on the day's morning; see ex_days)
//! 09:22:00 hand INFY merger NEWCO 3:2                 (a person's terms)
//! rename KEL VISDEM | move SMALL EQ 1 | issue …       (on the day's morning; see names)
//! 09:22:00 use INFY-RE 6 | give-up INFY-RE            (rights)
//! 09:22:00 charge copy|edit|choose …                  (profiles; see charging)
//! 09:22:00 show
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use trading::{
    Account, BandRule, Calendar, Clock, Day, Event, GttId, Instrument, Listing, Market, Match, Moment,
    OrderId, Paise, Product, Quote, Rate, Refusal, RightsIssue, Series, Source, Symbol, Tick, Ticket, Touch,
    What, band_of, mis_leverage_on, tick_of,
};

use crate::outcome;
use crate::stock::Stock;
use crate::words::{gtt_ticket, isin_of, modified, order_id, paise, price, ticket};

/// Plays a script and compares what came about with what is expected.
#[track_caller]
pub(crate) fn check(script: &str, expected: &expect_test::Expect) {
    expected.assert_eq(&play(script).said);
}

/// Plays a script to its end.
#[track_caller]
pub(crate) fn play(script: &str) -> Stage {
    let mut stage = Stage::new();
    for line in script.lines() {
        let line = line.split("//").next().unwrap().trim();
        if !line.is_empty() {
            stage.line(line);
        }
    }
    stage.end_day();
    stage.show();
    stage.laws();
    stage
}

/// Plays a script and stops in the middle of its day: no bell of the evening rings.
pub(crate) fn midday(script: &str) -> Stage {
    let mut stage = Stage::new();
    for line in script.lines().map(str::trim) {
        stage.line(line);
    }
    stage
}

/// The account under test, the market around it, and what was said so far.
pub(crate) struct Stage {
    pub(crate) account: Account,
    pub(crate) events: Vec<Event>,
    pub(crate) stocks: BTreeMap<Symbol, Stock>,
    pub(crate) said: String,
    pub(crate) refused: BTreeMap<&'static str, Option<String>>,
    /// The rights issues that the exchange's files have told of.
    pub(crate) issues: Vec<RightsIssue>,
    /// Says nothing and skips what is slow.
    pub(crate) quiet: bool,
    day: Option<Day>,
    rung: Option<Clock>,
}

pub(crate) const SOURCE: Source = Source::Modelled { seed: 7 };

impl Stage {
    pub(crate) fn new() -> Self {
        Self {
            account: Account::default(),
            events: Vec::new(),
            stocks: BTreeMap::new(),
            said: String::new(),
            refused: BTreeMap::new(),
            issues: Vec::new(),
            quiet: false,
            day: None,
            rung: None,
        }
    }

    pub(crate) fn line(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[0] {
            "cash" => self.open(words[1].parse().unwrap()),
            "day" => self.begin_day(words[1].parse().unwrap()),
            "stock" => self.stock(&words[1..]),
            "ex" => self.ex(&words[1..]),
            "rename" | "move" | "issue" => self.relist(&words),
            time => {
                let clock: Clock = time.parse().unwrap_or_else(|_| panic!("what is {line:?}?"));
                self.act(clock, &words[1..]);
            }
        }
    }

    pub(crate) fn open(&mut self, rupees: i64) {
        self.open_with(Paise::rupees(rupees));
    }

    pub(crate) fn open_with(&mut self, capital: Paise) {
        let day = Day::of(2026, 8, 1).unwrap();
        let market = Market::Practice { day, seed: 7 };
        let event = Account::opening(day.at(Clock::of(8, 0, 0)), market, capital);
        self.account.apply(&event);
        self.events.push(event);
    }

    /// Ends the day before and begins another: the last prices become previous closes.
    pub(crate) fn begin_day(&mut self, day: Day) {
        self.end_day();
        self.say(&format!("{day}"));
        self.day = Some(day);
        self.rung = None;
        self.stocks.values_mut().for_each(|stock| stock.begin(day));
    }

    /// Rings every bell that is left of the day.
    pub(crate) fn end_day(&mut self) {
        if self.day.is_some() {
            self.ring_to(Clock::of(23, 59, 59));
        }
    }

    fn stock(&mut self, words: &[&str]) {
        let after = |name: &str| words.iter().position(|word| *word == name).map(|place| words[place + 1]);
        let symbol: Symbol = words[0].parse().unwrap();
        let previous = price(words[1]);
        let day = self.day.unwrap();
        let auction = words.contains(&"auction");
        let series: Series = after("series").map_or(Series::Eq, |code| code.parse().unwrap());
        let lot = after("lot").map_or(1, |lot| lot.parse().unwrap());
        let band_rule = match after("band") {
            None => BandRule::Percent(20),
            Some("none") => BandRule::NoBand,
            Some(percent) => BandRule::Percent(percent.parse().unwrap()),
        };
        let margin = after("margin").map(|percent| Rate(percent.parse::<i64>().unwrap() * 10_000_000));
        let instrument = Instrument {
            symbol: symbol.clone(),
            name: symbol.as_str().into(),
            isin: isin_of(words).parse().unwrap(),
            series,
            lot,
            face_value: None,
            listed_on: after("listed").map(|day| day.parse().unwrap()),
        };
        let tick = after("tick").map_or_else(
            || tick_of(day, &instrument, Some(previous)),
            |tick| Tick::stated(paise(tick).0).unwrap(),
        );
        let listing = Listing {
            session: Calendar::nse().session(day, auction).unwrap(),
            tick,
            band: band_of(previous, band_rule, tick),
            band_rule,
            previous_close: previous,
            leverage: mis_leverage_on(day, &instrument, band_rule, margin)
                .filter(|_| !words.contains(&"nomis")),
            instrument: Arc::new(instrument),
        };
        self.stocks.insert(symbol, Stock::new(listing, auction));
    }

    fn act(&mut self, clock: Clock, words: &[&str]) {
        self.ring_to(clock);
        let at = self.day.unwrap().at(clock);
        match words[0] {
            "show" => self.show(),
            "buy" | "sell" => {
                let ticket = ticket(words);
                self.place(at, &ticket);
            }
            "cancel" => {
                let answer = self.account.cancel(at, order_id(words[1]));
                self.answer(at, answer);
            }
            "modify" => {
                let id = order_id(words[1]);
                let ticket = modified(self.account.order(id).map(|order| &order.ticket), &words[2..]);
                self.modify(at, id, &ticket);
            }
            "cancel-all" => {
                for event in self.account.cancel_all(at) {
                    self.take(event);
                }
            }
            "exit-all" => {
                let stocks = &self.stocks;
                let stock = |symbol: &Symbol| Ok(stocks[symbol].glance());
                for event in self.account.exit_all(at, stock) {
                    self.take(event);
                }
            }
            "convert" => {
                let symbol: Symbol = words[1].parse().unwrap();
                let to = if words[3] == "mis" { Product::Mis } else { Product::Cnc };
                let stock = self.stocks[&symbol].glance();
                let answer = self.account.convert(at, &symbol, words[2].parse().unwrap(), to, stock);
                self.answer(at, answer);
            }
            "gtt" => self.gtt(at, &words[1..]),
            "charge" => self.charge(at, &words[1..]),
            "hand" => self.by_hand(at, &words[1..]),
            "use" | "give-up" => self.rights(at, words),
            symbol => {
                let symbol: Symbol = symbol.parse().unwrap();
                let quote = self.quote(at, &symbol, &words[1..]);
                self.observe(&quote);
            }
        }
    }

    /// `gtt sell INFY 5 980/975 or 5 1020/1015`, `gtt cancel 1`, `gtt change 1 sell …`.
    fn gtt(&mut self, at: Moment, words: &[&str]) {
        let id = |word: &str| GttId(word.parse().unwrap());
        let answer = match words[0] {
            "cancel" => self.account.cancel_gtt(at, id(words[1])),
            "change" => {
                let ticket = gtt_ticket(&words[2..]);
                let stock = self.stocks[&ticket.symbol].glance();
                self.account.modify_gtt(at, id(words[1]), &ticket, stock)
            }
            _ => {
                let ticket = gtt_ticket(words);
                self.account.place_gtt(at, &ticket, self.stocks[&ticket.symbol].glance())
            }
        };
        self.answer(at, answer);
    }

    pub(crate) fn place(&mut self, at: Moment, ticket: &Ticket) {
        let stock = self.stocks.get(&ticket.symbol).ok_or(Refusal::UnknownSymbol);
        let event = self.account.place(at, ticket, stock.map(Stock::glance));
        self.take(event);
    }

    pub(crate) fn modify(&mut self, at: Moment, id: OrderId, ticket: &Ticket) {
        let stock = self.stocks.get(&ticket.symbol).unwrap();
        let answer = self.account.modify(at, id, ticket, stock.glance());
        self.answer(at, answer);
    }

    pub(crate) fn answer(&mut self, at: Moment, answer: Result<Event, Refusal>) {
        match answer {
            Ok(event) => self.take(event),
            Err(_) if self.quiet => {}
            Err(refusal) => self.refuse(at, &refusal),
        }
    }

    pub(crate) fn refuse(&mut self, at: Moment, refusal: &Refusal) {
        self.refused.insert(refusal.code(), refusal.accepted());
        self.say(&format!("{} refused: {}", at.clock(), outcome::refusal(refusal)));
    }

    fn quote(&mut self, at: Moment, symbol: &Symbol, words: &[&str]) -> Quote {
        let stock = self.stocks.get(symbol).unwrap_or_else(|| panic!("no stock {symbol}"));
        let traded: i64 = words[2].parse().unwrap();
        let after = |name: &str| words.iter().position(|word| *word == name).map(|place| words[place + 1]);
        let shown = |text: &str| {
            let (at, shares) = text.split_once('x')?;
            Some((price(at), shares.parse().unwrap()))
        };
        let touch = (after("bid").is_some() || after("offer").is_some())
            .then(|| Touch { bid: after("bid").and_then(shown), offer: after("offer").and_then(shown) });
        let has = |word: &str| words.contains(&word);
        let matched = match (has("open"), has("close"), has("post")) {
            (true, ..) => Match::PreOpen,
            (_, true, _) => Match::ClosingAuction,
            (.., true) => Match::PostClose,
            _ => Match::Continuous,
        };
        let volume = stock.volume + traded;
        Quote {
            symbol: symbol.clone(),
            at,
            last: price(words[0]),
            traded,
            volume,
            matched,
            touch,
            source: SOURCE,
        }
    }

    /// Lets the account see a trade of the market.
    pub(crate) fn observe(&mut self, quote: &Quote) {
        let stock = self.stocks.get_mut(&quote.symbol).unwrap();
        stock.see(quote);
        let listing = stock.listing.clone();
        for _ in 0..1000 {
            let Some(event) = self.account.observe(quote, &listing) else { return };
            self.take(event);
        }
        panic!("the account never comes to rest after {quote:?}");
    }

    /// Rings the bells up to a time.
    pub(crate) fn ring_to(&mut self, clock: Clock) {
        let day = self.day.unwrap();
        let due = |bell: &Clock| *bell <= clock && self.rung.is_none_or(|rung| *bell > rung);
        for bell in Account::bells(day).into_iter().filter(due).collect::<Vec<_>>() {
            self.rung = Some(bell);
            self.ring(day.at(bell));
        }
    }

    fn ring(&mut self, at: Moment) {
        for _ in 0..100_000 {
            let stocks = &self.stocks;
            let glance = |symbol: &Symbol| stocks.get(symbol).map(Stock::glance);
            let Some(event) = self.account.bell(at, SOURCE, glance) else { return };
            self.take(event);
        }
        panic!("the bell of {at} never ends");
    }

    /// Makes an event so, after looking at it with suspicion.
    pub(crate) fn take(&mut self, event: Event) {
        let sum: Paise = event.postings().iter().map(|posting| posting.amount).sum();
        assert_eq!(sum, Paise::ZERO, "unbalanced: {event:?}");
        self.account.apply(&event);
        if let What::Rejected { refusal, .. } = &event.what {
            self.refused.insert(refusal.code(), refusal.accepted());
        }
        if !self.quiet {
            let bytes = serde_json::to_string(&event).unwrap();
            let read: Event = serde_json::from_str(&bytes).unwrap();
            assert_eq!(read, event, "an event is what its bytes say");
            let said = outcome::event(&event, &self.account);
            self.say(&said);
        }
        self.events.push(event);
    }

    fn show(&mut self) {
        let day = self.day.unwrap();
        let said = outcome::standing(&self.account, day);
        self.said.push_str(&said);
    }

    fn laws(&self) {
        assert_eq!(Account::from_events(&self.events), self.account, "an account is the sum of its events");
        crate::laws::hold(&self.account);
    }

    pub(crate) fn day(&self) -> Day {
        self.day.unwrap()
    }

    pub(crate) fn say(&mut self, line: &str) {
        self.said.push_str(line);
        self.said.push('\n');
    }
}
