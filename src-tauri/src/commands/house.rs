//! The commands about who is here: coming in, leaving, the lock, the care for a ledger, the administrator's acts.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, Kept, Wired};
use crate::show;
use crate::take;
use crate::wire;
use crate::wiring::Wiring;

#[tauri::command]
pub(super) async fn create_profile(
    name: String,
    password: Option<wire::Typed>,
    wiring: Wired<'_>,
    kept: Kept<'_>,
) -> Answer<wire::Entered> {
    let code = wiring.create_profile(&take::name(&name)?, chosen(password)).await?;
    entered(&wiring, &kept, code).await
}

#[tauri::command]
pub(super) async fn sign_in(
    id: String,
    password: Option<wire::Typed>,
    wiring: Wired<'_>,
    kept: Kept<'_>,
) -> Answer<wire::Lobby> {
    wiring.sign_in(take::profile(&id)?.as_str(), chosen(password)).await?;
    Ok(wiring.lobby(|who| kept.settings(who)).await?)
}

#[tauri::command]
pub(super) async fn recover(
    id: String,
    code: wire::Typed,
    password: wire::Typed,
    wiring: Wired<'_>,
    kept: Kept<'_>,
) -> Answer<wire::Entered> {
    let id = take::profile(&id)?;
    let code = wiring.recover(id.as_str(), &code.secret(), password.secret()).await?;
    entered(&wiring, &kept, Some(code)).await
}

#[tauri::command]
pub(super) async fn sign_out(wiring: Wired<'_>, kept: Kept<'_>) -> Answer<wire::Lobby> {
    wiring.sign_out().await;
    Ok(wiring.lobby(|who| kept.settings(who)).await?)
}

#[tauri::command]
pub(super) async fn lock(wiring: Wired<'_>, kept: Kept<'_>) -> Answer<wire::Lobby> {
    wiring.lock().await?;
    Ok(wiring.lobby(|who| kept.settings(who)).await?)
}

#[tauri::command]
pub(super) async fn unlock(password: wire::Typed, wiring: Wired<'_>, kept: Kept<'_>) -> Answer<wire::Lobby> {
    wiring.unlock(password.secret()).await?;
    Ok(wiring.lobby(|who| kept.settings(who)).await?)
}

#[tauri::command]
pub(super) async fn touched(wiring: Wired<'_>) -> Answer<()> {
    Ok(wiring.touched().await?)
}

#[tauri::command]
pub(super) async fn rename(name: String, wiring: Wired<'_>, kept: Kept<'_>) -> Answer<wire::Lobby> {
    wiring.rename(&take::name(&name)?).await?;
    Ok(wiring.lobby(|who| kept.settings(who)).await?)
}

#[tauri::command]
pub(super) async fn change_password(
    old: Option<wire::Typed>,
    new: Option<wire::Typed>,
    wiring: Wired<'_>,
    kept: Kept<'_>,
) -> Answer<wire::Entered> {
    let code = wiring.change_password(chosen(old), chosen(new)).await?;
    entered(&wiring, &kept, code).await
}

#[tauri::command]
pub(super) async fn renew_recovery_code(
    password: wire::Typed,
    wiring: Wired<'_>,
    kept: Kept<'_>,
) -> Answer<wire::Entered> {
    let code = wiring.renew_recovery_code(password.secret()).await?;
    entered(&wiring, &kept, Some(code)).await
}

#[tauri::command]
pub(super) async fn remove_profile(password: Option<wire::Typed>, wiring: Wired<'_>) -> Answer<String> {
    Ok(wiring.remove_profile(chosen(password)).await?)
}

#[tauri::command]
pub(super) async fn verify_ledger(wiring: Wired<'_>) -> Answer<wire::Proof> {
    Ok(show::proof(&wiring.verify().await?))
}

#[tauri::command]
pub(super) async fn backups(wiring: Wired<'_>) -> Answer<Vec<wire::Backup>> {
    Ok(wiring.backups().await?.iter().map(show::backup).collect())
}

/// Answers with nothing when nothing was written since the last backup.
#[tauri::command]
pub(super) async fn back_up(wiring: Wired<'_>) -> Answer<Option<wire::Backup>> {
    Ok(wiring.back_up().await?.as_ref().map(show::backup))
}

#[tauri::command]
pub(super) async fn restore_would(name: String, wiring: Wired<'_>) -> Answer<wire::Restoration> {
    let (backup, would) = wiring.restore_would(&take::text(&name)).await?;
    Ok(show::restoration(&backup, &would))
}

#[tauri::command]
pub(super) async fn restore(name: String, wiring: Wired<'_>) -> Answer<wire::Restoration> {
    let (backup, restored) = wiring.restore(&take::text(&name)).await?;
    Ok(show::restoration(&backup, &restored))
}

#[tauri::command]
pub(super) async fn begin_anew(wiring: Wired<'_>) -> Answer<String> {
    Ok(wiring.begin_anew().await?)
}

/// Asks for another folder in the system's own dialog, so that the page never names a place on the disk.
#[tauri::command]
pub(super) async fn export_folder(choose: bool, app: AppHandle, wiring: Wired<'_>) -> Answer<String> {
    let now = wiring.export_folder().await?;
    if choose {
        let (tell, told) = tokio::sync::oneshot::channel();
        let asking = app.dialog().file().set_title("Export to").set_directory(&now);
        asking.pick_folder(move |folder| {
            // Whoever asked may be gone.
            let _ = tell.send(folder);
        });
        if let Ok(Some(folder)) = told.await
            && let Ok(folder) = folder.into_path()
        {
            wiring.export_to(folder).await?;
        }
    }
    Ok(wiring.export_folder().await?.display().to_string())
}

#[tauri::command]
pub(super) async fn export_ledger(form: wire::ExportForm, wiring: Wired<'_>) -> Answer<wire::Exported> {
    Ok(wiring.export(take::form(form)).await?)
}

#[tauri::command]
pub(super) async fn house(wiring: Wired<'_>) -> Answer<wire::House> {
    Ok(wiring.house().await?)
}

#[tauri::command]
pub(super) async fn administer(act: wire::AdminAct, wiring: Wired<'_>) -> Answer<wire::AdminDone> {
    Ok(wiring.administer(act).await?)
}

#[tauri::command]
pub(super) async fn audit_log(wiring: Wired<'_>) -> Answer<wire::AuditLog> {
    let (entries, proof) = wiring.audit().await?;
    Ok(show::audit(&entries, proof))
}

#[tauri::command]
pub(super) async fn health(wiring: Wired<'_>) -> Answer<Vec<wire::Check>> {
    Ok(wiring.health().await?)
}

/// A field for a password that was left empty is no password.
fn chosen(typed: Option<wire::Typed>) -> Option<store::Secret> {
    typed.map(wire::Typed::secret).filter(|secret| !store::is_empty(secret))
}

async fn entered(
    wiring: &Wiring,
    kept: &State<'_, crate::settings::Preferences>,
    code: Option<store::RecoveryCode>,
) -> Answer<wire::Entered> {
    let recovery_code = code.map(|code| code.words().to_string());
    Ok(wire::Entered { lobby: wiring.lobby(|who| kept.settings(who)).await?, recovery_code })
}
