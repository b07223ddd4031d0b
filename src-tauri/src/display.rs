//! Whether a window can be shown here, and what the toolkit must be told before it starts.

use std::process::ExitCode;

/// Prepares this process for a window. On Linux without a graphics device the web view draws nothing by its
/// fast way, so the program starts itself again with that way switched off: the toolkit reads it from the
/// environment, and a running program cannot safely change its own.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() -> Result<(), ExitCode> {
    use std::os::unix::process::CommandExt;

    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        crate::say(
            "There is no display to open a window on.\n\
             The command line works without one: lakh --help\n\
             For a display of your own: xvfb-run lakh",
        );
        return Err(ExitCode::from(3));
    }
    if std::env::var_os(SLOW_AND_SURE).is_some() || !needs_slow_and_sure() {
        return Ok(());
    }
    let started = std::env::current_exe().map(|program| {
        std::process::Command::new(program).args(std::env::args_os().skip(1)).env(SLOW_AND_SURE, "1").exec()
    });
    // Only a failure comes back; the window may still show without.
    let error = started.unwrap_or_else(|error| error);
    tracing::warn!(%error, "the program could not be started again for this display");
    Ok(())
}

/// Nothing is needed elsewhere.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() -> Result<(), ExitCode> {
    Ok(())
}

#[cfg(target_os = "linux")]
const SLOW_AND_SURE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// No device to render on (a virtual display), or NVIDIA's driver, whose buffers the web view cannot share.
#[cfg(target_os = "linux")]
fn needs_slow_and_sure() -> bool {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let can_render =
        devices.into_iter().any(|device| device.file_name().as_encoded_bytes().starts_with(b"renderD"));
    !can_render || std::path::Path::new("/proc/driver/nvidia/version").exists()
}
