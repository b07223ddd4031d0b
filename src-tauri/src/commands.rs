//! The window's commands: each parses what it is given, asks the desk, and shows the answer. The table of them
//! is in `wire/mod.rs`.

mod house;

use std::sync::Arc;

use desk::{Action, NewPractice};
use feed::live::Enabled;
use tauri::State;
use tauri::ipc::{Channel, Request};
use trading::{Day, OrderId, Refusal};

use crate::intake::{self, take_in};
use crate::settings::Preferences;
use crate::show::{self, Beside};
use crate::take;
use crate::wire;
use crate::wiring::{Wiring, off_the_loop};

type Wired<'a> = State<'a, Arc<Wiring>>;
type Kept<'a> = State<'a, Preferences>;
type Answer<T> = Result<T, wire::Problem>;

/// Since when the rule book tells its changes: the calendar's first known year.
const FIRST_RULES: (i32, u8, u8) = (2024, 1, 1);
/// The most stocks that a search answers.
const MOST_FOUND: usize = 50;
/// The most movers of a kind.
const MOST_MOVERS: usize = 500;

/// Hands every command to the window.
pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        lobby,
        house::create_profile,
        house::sign_in,
        house::recover,
        house::sign_out,
        house::lock,
        house::unlock,
        house::touched,
        house::rename,
        house::change_password,
        house::renew_recovery_code,
        house::remove_profile,
        open_practice,
        open_account,
        subscribe,
        watch_progress,
        act,
        estimate,
        board,
        movers,
        ranked,
        indices,
        search,
        stock,
        chart,
        order_book,
        trade_book,
        basket,
        rules,
        contract_note,
        charge_profiles,
        ex_dates,
        save_settings,
        sources,
        switch_sources,
        import_file,
        import_dropped,
        house::verify_ledger,
        house::backups,
        house::back_up,
        house::restore_would,
        house::restore,
        house::begin_anew,
        house::export_folder,
        house::export_ledger,
        house::house,
        house::administer,
        house::audit_log,
        house::health
    ]
}

#[tauri::command]
async fn lobby(wiring: Wired<'_>, kept: Kept<'_>) -> Answer<wire::Lobby> {
    Ok(wiring.lobby(|who| kept.settings(who)).await?)
}

#[tauri::command]
async fn open_practice(
    name: String,
    day: String,
    seed: Option<u64>,
    wiring: Wired<'_>,
) -> Answer<wire::Account> {
    let day = a_day(&day)?;
    let wanted = NewPractice { name: take::name(&name)?, day: Some(day), seed, capital: None };
    Ok(show::account(&wiring.open_practice(wanted).await?))
}

#[tauri::command]
async fn open_account(name: String, wiring: Wired<'_>) -> Answer<wire::Account> {
    Ok(show::account(&wiring.open_account(&take::name(&name)?).await?))
}

#[tauri::command]
async fn subscribe(channel: Channel<wire::Message>, wiring: Wired<'_>) -> Answer<()> {
    Ok(wiring.subscribe(channel).await?)
}

/// Answers when the opening is over, one way or the other.
#[tauri::command]
async fn watch_progress(channel: Channel<wire::Progress>, wiring: Wired<'_>) -> Answer<()> {
    let mut progress = wiring.progress();
    let telling = async {
        loop {
            let now = progress.borrow_and_update().clone();
            if channel.send(now).is_err() || progress.changed().await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = telling => Ok(()),
        opened = wiring.floor() => {
            opened?;
            let done = wire::Progress { what: "Ready".into(), percent: 100 };
            // The window may be gone already.
            let _ = channel.send(done);
            Ok(())
        }
    }
}

#[tauri::command]
async fn act(action: wire::Action, wiring: Wired<'_>) -> Answer<wire::Receipt> {
    let action: Action = take::action(action)?;
    Ok(show::receipt(&wiring.desk().await?.act(action).await?))
}

#[tauri::command]
async fn estimate(ticket: wire::Ticket, modifies: Option<u64>, wiring: Wired<'_>) -> Answer<wire::Estimate> {
    let (ticket, desk) = (take::ticket(ticket)?, wiring.desk().await?);
    let estimate = match modifies {
        Some(order) => desk.estimate_change(OrderId(order), ticket).await?,
        None => desk.estimate(ticket).await?,
    };
    Ok(show::estimate(&estimate))
}

#[tauri::command]
async fn basket(tickets: Vec<wire::Ticket>, wiring: Wired<'_>) -> Answer<wire::BasketEstimate> {
    let tickets = take::basket(tickets)?;
    Ok(show::basket(&wiring.desk().await?.estimate_basket(tickets).await?))
}

#[tauri::command]
async fn rules(day: Option<String>, under: Option<String>, wiring: Wired<'_>) -> Answer<wire::RuleBook> {
    let day = day.as_deref().map(a_day).transpose()?;
    let today = wiring.today();
    let desk = wiring.desk().await?;
    let (now, charging) = (desk.view().clock.now, desk.view().charging.clone());
    let day = day.unwrap_or(now.day());
    let (year, month, of_month) = FIRST_RULES;
    let since = Day::of(year, month, of_month).unwrap_or(day);
    let book = move || {
        let under = match under {
            Some(version) => {
                let found = show::profile_under(&charging, &version).cloned();
                Some(found.ok_or(Refusal::NoSuchChargeProfile)?)
            }
            None => None,
        };
        Ok::<_, desk::Problem>(show::rules(day, (since, today.max(day)), &charging, under.as_ref()))
    };
    Ok(off_the_loop(book).await??)
}

#[tauri::command]
async fn charge_profiles(wiring: Wired<'_>) -> Answer<Vec<wire::ChargeProfile>> {
    Ok(show::charge_profiles(&wiring.desk().await?.view().charging))
}

#[tauri::command]
async fn contract_note(day: Option<String>, wiring: Wired<'_>) -> Answer<Option<wire::ContractNote>> {
    let day = day.as_deref().map(a_day).transpose()?;
    let desk = wiring.desk().await?;
    let account = desk.account().await?;
    Ok(show::contract_note(&account, day, desk.view().clock.now))
}

#[tauri::command]
async fn ex_dates(wiring: Wired<'_>) -> Answer<Vec<wire::ExDate>> {
    let account = wiring.desk().await?.account().await?;
    Ok(show::ex_dates(&account))
}

#[tauri::command]
async fn board(wiring: Wired<'_>) -> Answer<wire::Board> {
    Ok(wiring.board().await?)
}

#[tauri::command]
async fn movers(top: usize, wiring: Wired<'_>) -> Answer<wire::Movers> {
    let desk = wiring.desk().await?;
    let work = move || {
        let (scene, view) = (desk.scene(), desk.view());
        show::movers(&scene.movers(top.min(MOST_MOVERS)), &Beside::of(&scene, &view))
    };
    Ok(off_the_loop(work).await?)
}

#[tauri::command]
async fn ranked(ranking: wire::Ranking, top: usize, wiring: Wired<'_>) -> Answer<wire::Ranked> {
    let desk = wiring.desk().await?;
    let made = desk.ranked(take::ranking(ranking), top.min(MOST_MOVERS)).await?;
    let (scene, view) = (desk.scene(), desk.view());
    Ok(show::ranked(&scene, &made, &Beside::held(&view)))
}

#[tauri::command]
async fn indices(wiring: Wired<'_>) -> Answer<Vec<wire::IndexRow>> {
    Ok(show::indices(&wiring.desk().await?.scene()))
}

#[tauri::command]
async fn search(text: String, wiring: Wired<'_>) -> Answer<Vec<wire::Quote>> {
    let (text, desk) = (take::text(&text), wiring.desk().await?);
    let work = move || {
        let (scene, view) = (desk.scene(), desk.view());
        let beside = Beside::of(&scene, &view);
        scene.search(&text, MOST_FOUND).iter().map(|row| show::found(&scene, row, &beside)).collect()
    };
    Ok(off_the_loop(work).await?)
}

#[tauri::command]
async fn stock(symbol: String, wiring: Wired<'_>) -> Answer<wire::Stock> {
    let (symbol, desk) = (take::symbol(&symbol)?, wiring.desk().await?);
    let (scene, view) = (desk.scene(), desk.view());
    let quoted = scene.quote(&symbol).ok_or_else(|| desk::Problem::from(trading::Refusal::UnknownSymbol))?;
    let days = wiring.floor().await?.archive().daily(&symbol, scene.tape.day().plus(-1)).await;
    let days = days.map_err(desk::Problem::from)?;
    let year = desk.year(&symbol).await?;
    Ok(show::stock(&scene, &view, &quoted, (days.last(), year)))
}

#[tauri::command]
async fn chart(symbol: String, frame: wire::Frame, wiring: Wired<'_>) -> Answer<wire::Chart> {
    let (symbol, frame, desk) = (take::symbol(&symbol)?, take::frame(frame), wiring.desk().await?);
    let chart = desk.chart(&symbol, frame).await?;
    Ok(show::chart(&desk.scene(), &symbol, frame, &chart))
}

#[tauri::command]
async fn order_book(wiring: Wired<'_>) -> Answer<Vec<wire::Order>> {
    let account = wiring.desk().await?.account().await?;
    Ok(account.orders().iter().rev().map(show::order).collect())
}

#[tauri::command]
async fn trade_book(wiring: Wired<'_>) -> Answer<Vec<wire::Trade>> {
    let account = wiring.desk().await?.account().await?;
    Ok(account.trades().iter().rev().map(|trade| show::trade(trade, account.charging())).collect())
}

#[tauri::command]
async fn save_settings(
    settings: wire::Settings,
    wiring: Wired<'_>,
    kept: Kept<'_>,
) -> Answer<wire::Settings> {
    wiring.refuse_strangers().await?;
    let who = wiring.who().await.map(|(session, ..)| session);
    Ok(kept.save(who.as_ref().map(store::Session::id), &settings)?)
}

#[tauri::command]
async fn sources(wiring: Wired<'_>) -> Answer<wire::Sources> {
    wiring.refuse_strangers().await?;
    Ok(show::sources(&wiring.floor().await?.exchange().heard()))
}

#[tauri::command]
async fn switch_sources(nse: bool, yahoo: bool, wiring: Wired<'_>) -> Answer<wire::Sources> {
    wiring.refuse_strangers().await?;
    let exchange = wiring.floor().await?.exchange();
    exchange.switch(Enabled { nse, yahoo })?;
    Ok(show::sources(&exchange.heard()))
}

/// The window hands over what a file holds that was chosen in it.
#[tauri::command]
async fn import_file(request: Request<'_>, wiring: Wired<'_>) -> Answer<Vec<wire::ImportedFile>> {
    wiring.refuse_strangers().await?;
    let (name, bytes) = take::file(&request)?;
    Ok(show::taken_in(take_in(wiring.floor().await?, name, bytes).await?))
}

/// Takes in a file that was dropped on the window, by its place among them.
#[tauri::command]
async fn import_dropped(place: usize, wiring: Wired<'_>) -> Answer<Vec<wire::ImportedFile>> {
    let path = wiring.take_dropped(place).await?;
    let name = intake::name_of(&path);
    let taken = match off_the_loop(move || intake::read(&path)).await? {
        Ok(bytes) => take_in(wiring.floor().await?, name, bytes).await?,
        Err(error) => vec![(name, Err(error.to_string()))],
    };
    Ok(show::taken_in(taken))
}

fn a_day(text: &str) -> Result<Day, desk::Problem> {
    text.parse().map_err(|error| take::unreadable(&error, "Choose a day of the archive."))
}
