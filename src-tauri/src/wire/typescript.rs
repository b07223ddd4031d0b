//! Writes the window's types as TypeScript.

use ts_rs::{Config, TS};

use super::*;

/// The whole of `ui/src/wire.ts`.
pub fn typescript() -> String {
    let config = Config::new();
    let mut text = String::from("// Generated from src-tauri/src/wire by `cargo xtask gen`. Do not edit.\n");
    let mut declare = |declaration: String| {
        text.push_str("\nexport ");
        text.push_str(&declaration);
        text.push('\n');
    };
    declare(Action::decl(&config));
    declare(Speed::decl(&config));
    declare(Receipt::decl(&config));
    declare(Refusal::decl(&config));
    declare(Field::decl(&config));
    declare(Message::decl(&config));
    declare(Notice::decl(&config));
    declare(Tone::decl(&config));
    declare(Lobby::decl(&config));
    declare(Progress::decl(&config));
    declare(Settings::decl(&config));
    declare(Theme::decl(&config));
    declare(Palette::decl(&config));
    declare(Density::decl(&config));
    declare(Failure::decl(&config));
    declare(Problem::decl(&config));
    declare(View::decl(&config));
    declare(Profile::decl(&config));
    declare(Account::decl(&config));
    declare(AccountKind::decl(&config));
    declare(Clock::decl(&config));
    declare(Mode::decl(&config));
    declare(Span::decl(&config));
    declare(SpanTone::decl(&config));
    declare(Mark::decl(&config));
    declare(Funds::decl(&config));
    declare(Portfolio::decl(&config));
    declare(Holding::decl(&config));
    declare(Position::decl(&config));
    declare(Ticket::decl(&config));
    declare(Side::decl(&config));
    declare(Product::decl(&config));
    declare(OrderType::decl(&config));
    declare(Validity::decl(&config));
    declare(OrderStatus::decl(&config));
    declare(Order::decl(&config));
    declare(OrderStep::decl(&config));
    declare(Trade::decl(&config));
    declare(Charges::decl(&config));
    declare(Fact::decl(&config));
    declare(Estimate::decl(&config));
    declare(CostLine::decl(&config));
    declare(Quote::decl(&config));
    declare(IndexQuote::decl(&config));
    declare(Board::decl(&config));
    declare(BoardChange::decl(&config));
    declare(BoardTick::decl(&config));
    declare(Stock::decl(&config));
    declare(Frame::decl(&config));
    declare(Candle::decl(&config));
    declare(Chart::decl(&config));
    declare(Movers::decl(&config));
    declare(MarketDay::decl(&config));
    text
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;

    #[test]
    fn the_window_types_are_not_stale() {
        expect_file!["../../../ui/src/wire.ts"].assert_eq(&super::typescript());
    }
}
