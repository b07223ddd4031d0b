//! Days, stocks, movers, indices and candles.

use desk::{Frame, Scene};
use serde::Serialize;
use trading::{Bar, Day, Price, Refusal, Symbol};

use super::answer::Answer;
use super::answers::market::{IndexAnswer, MoversAnswer, QuoteAnswer, indices_sheet, quotes_sheet};
use super::args::MarketCommand;
use super::session::Session;
use super::sheet::{count, price, sheet, words};
use super::stop::Stop;

/// The most stocks that a search answers.
const MOST_FOUND: usize = 50;

/// `lakh market …`
pub(super) async fn market(session: &Session, command: MarketCommand) -> Result<Answer, Stop> {
    match command {
        MarketCommand::Days => days(session).await,
        MarketCommand::List { day } => quotes(session.scene(day).await?.board().iter()),
        MarketCommand::Quote { symbols, day } => {
            let scene = session.scene(day).await?;
            let found: Result<Vec<_>, _> =
                symbols.iter().map(|symbol| scene.quote(symbol).ok_or(Refusal::UnknownSymbol)).collect();
            quotes(found?.iter())
        }
        MarketCommand::Movers { top, day } => {
            let answer = MoversAnswer::new(&session.scene(day).await?.movers(usize::from(top)));
            Answer::new(&answer, answer.text())
        }
        MarketCommand::Indices => indices(&session.scene(None).await?),
        MarketCommand::Search { text } => quotes(session.scene(None).await?.search(&text, MOST_FOUND).iter()),
        MarketCommand::Candles { symbol } => candles(session, &symbol).await,
        MarketCommand::Import { files } => super::do_import::import(session, &files).await,
    }
}

async fn days(session: &Session) -> Result<Answer, Stop> {
    let archive = session.floor().archive();
    let mut days = archive.days().await.map_err(desk::Problem::from)?;
    days.extend(archive.days_without_figures().await.map_err(desk::Problem::from)?);
    days.sort_by_key(|day| day.day);
    let answers: Vec<_> = days
        .iter()
        .map(|day| DayAnswer {
            day: day.day,
            stocks: day.stocks,
            has_ticks: day.has_ticks,
            complete: day.complete,
        })
        .collect();
    let row = |day: &DayAnswer| {
        [
            words(day.day.to_string()),
            count(i64::try_from(day.stocks).ok()),
            words(if day.has_ticks { "recorded trades" } else { "modelled path" }),
            words(match (day.complete, day.stocks) {
                (true, _) => "",
                (false, 0) => "incomplete: import the bhavcopy of the day",
                (false, _) => "incomplete",
            }),
        ]
    };
    let text = sheet(["Day", "Stocks", "Prices", ""], answers.iter().map(row));
    Answer::new(&answers, text)
}

fn quotes<'a>(rows: impl Iterator<Item = &'a desk::Quoted>) -> Result<Answer, Stop> {
    let answers: Vec<_> = rows.map(QuoteAnswer::new).collect();
    let text = quotes_sheet(&answers);
    Answer::new(&answers, text)
}

fn indices(scene: &Scene) -> Result<Answer, Stop> {
    let names = scene.tape.market().indices().iter().map(|index| index.level.name.as_str());
    let answers: Vec<_> = names
        .filter_map(|name| scene.tape.index(name, scene.now))
        .map(|index| IndexAnswer::new(&index))
        .collect();
    let text = indices_sheet(&answers);
    Answer::new(&answers, text)
}

/// Days up to the account's; without any profile, every day of the archive.
async fn candles(session: &Session, symbol: &Symbol) -> Result<Answer, Stop> {
    let scene = session.scene(None).await?;
    if scene.quote(symbol).is_none() {
        return Err(Refusal::UnknownSymbol.into());
    }
    let chart = scene.chart(session.floor().archive(), symbol, Frame::Day).await?;
    let answers: Vec<_> = chart.bars.iter().map(CandleAnswer::new).collect();
    let row = |candle: &CandleAnswer| {
        [
            words(candle.day.to_string()),
            price(Some(candle.open_paise)),
            price(Some(candle.high_paise)),
            price(Some(candle.low_paise)),
            price(Some(candle.close_paise)),
            count(candle.volume),
        ]
    };
    let text = sheet(["Day", "Open", "High", "Low", "Close", "Volume"], answers.iter().map(row));
    Answer::new(&answers, text)
}

#[derive(Debug, Serialize)]
struct DayAnswer {
    day: Day,
    stocks: usize,
    has_ticks: bool,
    complete: bool,
}

#[derive(Debug, Serialize)]
struct CandleAnswer {
    day: Day,
    open_paise: Price,
    high_paise: Price,
    low_paise: Price,
    close_paise: Price,
    volume: i64,
}

impl CandleAnswer {
    fn new(bar: &Bar) -> Self {
        Self {
            day: bar.from.day(),
            open_paise: bar.open,
            high_paise: bar.high,
            low_paise: bar.low,
            close_paise: bar.close,
            volume: bar.volume,
        }
    }
}
