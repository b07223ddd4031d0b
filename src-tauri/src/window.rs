//! The window and the program around it: start, one instance, close or hide, end in order.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, DragDropEvent, Manager, RunEvent, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

use crate::commands;
use crate::config::Config;
use crate::display;
use crate::settings::{Preferences, WindowSize};
use crate::tray;
use crate::wiring::Wiring;

const MAIN: &str = "main";
const FIRST_SIZE: WindowSize = WindowSize { width: 1280.0, height: 800.0, maximized: false };
const SMALLEST: (f64, f64) = (1024.0, 640.0);

/// Whether closing the window may hide it: only where a tray can bring it back.
struct HasTray(bool);

/// Opens the window and stays until it is closed.
pub(crate) fn open(config: Config) -> ExitCode {
    if let Err(stop) = display::prepare() {
        return stop;
    }
    let wiring = Arc::new(Wiring::new(config.clone()));
    let built = tauri::Builder::default()
        .plugin(one_instance(&config.data_dir))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .manage(Arc::clone(&wiring))
        .invoke_handler(commands::handler())
        .setup(move |app| set_up(app, &config))
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(happened);
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            crate::say(&format!(
                "The window could not be opened: {error}\nThe command line works without: lakh --help"
            ));
            ExitCode::from(3)
        }
    }
}

/// Shows the window, or hides it when it is what one looks at.
pub(crate) fn show_or_hide(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    let looked_at = window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false);
    if looked_at {
        tell("hide", window.hide());
    } else {
        show(&window);
    }
}

fn set_up(app: &App, config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    let wiring = Arc::clone(&app.state::<Arc<Wiring>>());
    let opening = Arc::clone(&wiring);
    // Whoever asks first waits for this; a failure is told to whoever asks.
    tauri::async_runtime::spawn(async move {
        if let Err(problem) = opening.floor().await {
            tracing::warn!(%problem, "the data directory could not be opened");
        }
    });
    let preferences = Preferences::open(app.handle(), config)?;
    build(app, config, preferences.window().unwrap_or(FIRST_SIZE))?;
    app.manage(preferences);
    let guarded = app.handle().clone();
    let watched = Arc::clone(&wiring);
    tauri::async_runtime::spawn(async move {
        let limit = |who: &store::ProfileId| {
            guarded.state::<Preferences>().settings(Some(who)).lock_after_minutes.map(minutes)
        };
        watched.watch_idle(limit).await;
    });
    app.manage(HasTray(tray::put_up(app, wiring.opened())));
    Ok(())
}

fn minutes(minutes: u16) -> Duration {
    Duration::from_secs(u64::from(minutes.max(1)) * 60)
}

fn build(app: &App, config: &Config, size: WindowSize) -> tauri::Result<()> {
    let (width, height) = SMALLEST;
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Lakh")
        .inner_size(size.width.max(width), size.height.max(height))
        .min_inner_size(width, height)
        .maximized(size.maximized)
        .data_directory(config.data_dir.join("window"))
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let kept = window.clone();
    window.on_window_event(move |event| {
        closing(&kept, event);
        dragged(&kept, event);
    });
    Ok(())
}

/// The window shows the program's own page and nothing else.
fn is_own(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

fn closing(window: &WebviewWindow, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let preferences = window.state::<Preferences>();
    if let Some(size) = size_of(window)
        && let Err(problem) = preferences.save_window(size)
    {
        tracing::warn!(%problem, "the window's size was not kept");
    }
    if preferences.settings(None).close_to_tray && window.state::<HasTray>().0 {
        api.prevent_close();
        tell("hide", window.hide());
    }
}

/// Files are dragged to the window: the page is told so, and of dropped ones their names. Where they lie never reaches it.
fn dragged(window: &WebviewWindow, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let wiring = Arc::clone(&window.state::<Arc<Wiring>>());
    let event = event.clone();
    tauri::async_runtime::spawn(async move {
        match event {
            DragDropEvent::Enter { .. } => wiring.hang(true).await,
            DragDropEvent::Drop { paths, .. } => wiring.drop_files(paths).await,
            DragDropEvent::Leave => wiring.hang(false).await,
            DragDropEvent::Over { .. } => {}
            _ => {}
        }
    });
}

fn size_of(window: &WebviewWindow) -> Option<WindowSize> {
    let maximized = window.is_maximized().ok()?;
    let size = window.inner_size().ok()?.to_logical::<f64>(window.scale_factor().ok()?);
    Some(WindowSize { width: size.width, height: size.height, maximized })
}

#[expect(clippy::needless_pass_by_value, reason = "the toolkit hands its events over by value")]
fn happened(app: &AppHandle, event: RunEvent) {
    if let RunEvent::Exit = event {
        let wiring = Arc::clone(&app.state::<Arc<Wiring>>());
        tauri::async_runtime::block_on(wiring.sign_out());
    }
}

/// A second start brings the first one's window to the front; of each data directory there is one.
fn one_instance(data_dir: &Path) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let mut hasher = DefaultHasher::new();
    data_dir.hash(&mut hasher);
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| {
            if let Some(window) = app.get_webview_window(MAIN) {
                show(&window);
            }
        })
        .dbus_id(format!("in.lakh.terminal.d{:016x}", hasher.finish()))
        .build()
}

fn show(window: &WebviewWindow) {
    tell("show", window.show());
    tell("raise", window.unminimize());
    tell("focus", window.set_focus());
}

fn tell(what: &str, done: tauri::Result<()>) {
    if let Err(error) = done {
        tracing::debug!(%error, what, "the window did not follow");
    }
}
