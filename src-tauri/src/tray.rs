//! The tray: the account at a glance, show or hide, quit. In menu items, since Linux trays show no tooltip.

use std::panic::{AssertUnwindSafe, catch_unwind};

use desk::Desk;
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{App, AppHandle, Wry};
use tokio::sync::watch;

use crate::show;
use crate::window;

const SHOW_OR_HIDE: &str = "show-or-hide";
const QUIT: &str = "quit";

/// The tray and its four lines.
struct Tray {
    icon: TrayIcon<Wry>,
    lines: [MenuItem<Wry>; 4],
}

/// Puts the icon up and keeps its lines true for as long as the program runs. Whether there is one: a desktop
/// without a tray, or without its library, is no reason not to start.
pub(crate) fn put_up(app: &App, opened: watch::Receiver<Option<Desk>>) -> bool {
    // The Linux library for trays is loaded when it is first used, and its loader panics where it is missing.
    let built = catch_unwind(AssertUnwindSafe(|| Tray::build(app)));
    match built {
        Ok(Ok(tray)) => {
            tauri::async_runtime::spawn(tray.follow(opened));
            true
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "there is no tray");
            false
        }
        Err(_) => {
            tracing::warn!("there is no tray: its library is missing (libayatana-appindicator3)");
            false
        }
    }
}

impl Tray {
    fn build(app: &App) -> tauri::Result<Self> {
        let line = |text: &str| MenuItem::new(app, text, false, None::<&str>);
        let [value, today, nifty, largest] = show::glance(None);
        let lines = [line(&value)?, line(&today)?, line(&nifty)?, line(&largest)?];
        let show = MenuItem::with_id(app, SHOW_OR_HIDE, "Show or hide Lakh", true, None::<&str>)?;
        let quit = MenuItem::with_id(app, QUIT, "Quit", true, None::<&str>)?;
        let rule = PredefinedMenuItem::separator(app)?;
        let [first, second, third, fourth] = &lines;
        let menu = Menu::with_items(app, &[first, second, third, fourth, &rule, &show, &quit])?;
        let mut builder = TrayIconBuilder::with_id("lakh").menu(&menu).tooltip("Lakh").on_menu_event(chosen);
        if let Some(icon) = app.default_window_icon() {
            builder = builder.icon(icon.clone());
        }
        Ok(Self { icon: builder.build(app)?, lines })
    }

    /// Follows whichever account is open; ends with the program.
    async fn follow(self, mut opened: watch::Receiver<Option<Desk>>) {
        let mut shown = show::glance(None);
        loop {
            let views = opened.borrow_and_update().as_ref().map(Desk::views);
            let Some(mut views) = views else {
                self.write(&mut shown, show::glance(None));
                if opened.changed().await.is_err() {
                    return;
                }
                continue;
            };
            loop {
                let view = std::sync::Arc::clone(&views.borrow_and_update());
                self.write(&mut shown, show::glance(Some(&view)));
                tokio::select! {
                    changed = views.changed() => if changed.is_err() { break },
                    changed = opened.changed() => match changed {
                        Ok(()) => break,
                        Err(_) => return,
                    },
                }
            }
        }
    }

    /// Writes the lines that differ; each costs a way to the main thread and back.
    fn write(&self, shown: &mut [String; 4], lines: [String; 4]) {
        if *shown == lines {
            return;
        }
        for ((item, before), now) in self.lines.iter().zip(shown.iter()).zip(&lines) {
            if before != now
                && let Err(error) = item.set_text(now)
            {
                tracing::debug!(%error, "a line of the tray was not written");
            }
        }
        if let Err(error) = self.icon.set_tooltip(Some(lines.join("\n"))) {
            tracing::debug!(%error, "the tray's tooltip was not written");
        }
        *shown = lines;
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the menu hands its events over by value")]
fn chosen(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        SHOW_OR_HIDE => window::show_or_hide(app),
        QUIT => app.exit(0),
        _ => {}
    }
}
