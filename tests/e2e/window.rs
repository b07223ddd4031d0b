//! A window as a person meets it: things with a role and a name, keys, and what can be read.

use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::driver::{Driver, Refused};

/// How long a thing may take to appear before it is missing.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a window is looked at while something is awaited.
const GLANCE: Duration = Duration::from_millis(60);
/// The key under which the standard hides an element's name.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The key that submits, as the standard spells it.
pub(crate) const ENTER: &str = "\u{e007}";

/// An open window, and the driver that is its alone: one that has served a window believes in it for too long.
pub(crate) struct Window {
    driver: Driver,
    session: String,
}

impl Window {
    /// Starts a program and waits for its page.
    pub(crate) async fn open(driver: Driver, program: &Path) -> Window {
        let session = driver.open(program).await;
        Window { driver, session }
    }

    /// Waits until a thing of this role and name can be seen, and answers with it. A name that ends in `…` is the
    /// beginning of one.
    pub(crate) async fn see(&self, role: &str, name: &str) -> String {
        self.awaited(&format!("{role} named {name:?}"), async || self.find(role, name).await).await
    }

    /// Waits until a thing of this role and name is gone.
    pub(crate) async fn see_no(&self, role: &str, name: &str) {
        let gone = async || self.find(role, name).await.is_none().then_some(());
        self.awaited(&format!("end of the {role} named {name:?}"), gone).await;
    }

    /// Waits until the text of the window holds these words.
    pub(crate) async fn read(&self, words: &str) {
        let there = async || self.text().await.contains(words).then_some(());
        self.awaited(&format!("text {words:?}"), there).await;
    }

    /// Waits for what `look` finds; fails with a picture and the text of the window.
    pub(crate) async fn awaited<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if start.elapsed() > PATIENCE {
                self.picture("missing").await;
                panic!("no {what} in:\n{}", self.text().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// A thing that can be seen now, by its computed role and name.
    pub(crate) async fn find(&self, role: &str, name: &str) -> Option<String> {
        let wish = json!({ "using": "css selector", "value": candidates(role) });
        let found = self.ask(Method::POST, "/elements", &wish).await.ok()?;
        for element in found.as_array()? {
            let element = element[ELEMENT].as_str()?;
            let label = self.name(element, role).await;
            let named =
                name.strip_suffix('…').map_or(label == name, |beginning| label.starts_with(beginning));
            if named && self.shows(element, role).await {
                return Some(element.to_owned());
            }
        }
        None
    }

    /// What the browser tells a screen reader; a row is told by its cells. Nothing when the page has drawn itself anew.
    async fn name(&self, element: &str, role: &str) -> String {
        if role == "row" {
            return self.words(element).await;
        }
        let label =
            self.element(Method::GET, element, "computedlabel", &Value::Null).await.unwrap_or_default();
        label.as_str().unwrap_or_default().trim().to_owned()
    }

    async fn shows(&self, element: &str, role: &str) -> bool {
        let is = self.element(Method::GET, element, "computedrole", &Value::Null).await;
        let shown = self.element(Method::GET, element, "displayed", &Value::Null).await;
        is.is_ok_and(|is| is == role) && shown.is_ok_and(|shown| shown == true)
    }

    /// Clicks a thing.
    pub(crate) async fn click(&self, role: &str, name: &str) {
        let clicked = async || {
            let element = self.find(role, name).await?;
            self.element(Method::POST, &element, "click", &json!({})).await.ok()
        };
        self.awaited(&format!("{role} named {name:?} to click"), clicked).await;
    }

    /// Writes into a field, in place of what it held.
    pub(crate) async fn write(&self, role: &str, name: &str, text: &str) {
        let element = self.see(role, name).await;
        self.element(Method::POST, &element, "clear", &json!({})).await.unwrap();
        self.element(Method::POST, &element, "value", &json!({ "text": text })).await.unwrap();
    }

    /// Chooses a file in a field for files, as its dialog would: the field itself may be out of sight.
    pub(crate) async fn choose(&self, name: &str, file: &Path) {
        let wish =
            json!({ "using": "css selector", "value": format!("input[type=file][aria-label={name:?}]") });
        let found = self.ask(Method::POST, "/element", &wish).await.unwrap();
        let text = json!({ "text": file });
        self.element(Method::POST, found[ELEMENT].as_str().unwrap(), "value", &text).await.unwrap();
    }

    /// What a field holds.
    pub(crate) async fn value(&self, role: &str, name: &str) -> String {
        let element = self.see(role, name).await;
        let value = self.element(Method::GET, &element, "property/value", &Value::Null).await.unwrap();
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys one after the other, wherever the focus is. [`ENTER`] is a key too.
    pub(crate) async fn press(&self, keys: &str) {
        let pressed = keys.chars().flat_map(|key| {
            let key = key.to_string();
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        });
        let actions: Vec<Value> = pressed.collect();
        let keyboard = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.ask(Method::POST, "/actions", &keyboard).await.unwrap();
    }

    /// What can be read of every thing of this role.
    pub(crate) async fn all(&self, role: &str) -> Vec<String> {
        let wish = json!({ "using": "css selector", "value": candidates(role) });
        let found = self.ask(Method::POST, "/elements", &wish).await.unwrap_or_default();
        let mut all = Vec::new();
        for element in found.as_array().into_iter().flatten() {
            all.push(self.words(element[ELEMENT].as_str().unwrap()).await);
        }
        all
    }

    /// What can be read of one thing; nothing when it is gone.
    pub(crate) async fn words(&self, element: &str) -> String {
        let words = self.element(Method::GET, element, "text", &Value::Null).await.unwrap_or_default();
        words.as_str().unwrap_or_default().to_owned()
    }

    /// What can be read in each cell of a row.
    pub(crate) async fn cells(&self, row: &str) -> Vec<String> {
        let wish = json!({ "using": "css selector", "value": "th, td" });
        let found = self.element(Method::POST, row, "elements", &wish).await.unwrap_or_default();
        let mut cells = Vec::new();
        for cell in found.as_array().into_iter().flatten() {
            cells.push(self.words(cell[ELEMENT].as_str().unwrap()).await);
        }
        cells
    }

    /// All that can be read in the window.
    pub(crate) async fn text(&self) -> String {
        let script = json!({ "script": "return document.body.innerText", "args": [] });
        let text = self.ask(Method::POST, "/execute/sync", &script).await.unwrap_or_default();
        text.as_str().unwrap_or_default().to_owned()
    }

    /// What a script of the page answers.
    pub(crate) async fn script(&self, script: &str, arguments: Value) -> Value {
        self.ask(Method::POST, "/execute/sync", &json!({ "script": script, "args": arguments }))
            .await
            .unwrap()
    }

    /// Calls commands of the program past its page, all at once: each one's `answer` or `problem`.
    pub(crate) async fn invoke(&self, calls: &[(&str, Value)]) -> Vec<Value> {
        let script = "const [calls, done] = arguments; \
            const told = ([command, given]) => window.__TAURI_INTERNALS__.invoke(command, given)\
                .then((answer) => ({ answer }), (problem) => ({ problem })); \
            Promise.all(calls.map(told)).then(done);";
        let calls: Vec<Value> = calls.iter().map(|(command, given)| json!([command, given])).collect();
        let answers =
            self.ask(Method::POST, "/execute/async", &json!({ "script": script, "args": [calls] })).await;
        answers.unwrap().as_array().unwrap().clone()
    }

    /// Leaves a picture of the window in `tests/e2e/screens/`.
    pub(crate) async fn picture(&self, name: &str) {
        let screens = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/screens");
        std::fs::create_dir_all(&screens).unwrap();
        // What was just done is on the picture only when it has been drawn; and a page on which nothing moves is not
        // drawn at all, so the web view would never answer: it moves by nothing that can be seen meanwhile.
        let drawn = "const done = arguments[0]; const body = document.body.style; \
            window.drawing = setInterval(() => (body.opacity = body.opacity === '1' ? '0.999' : '1'), 40); \
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200)));";
        drop(self.ask(Method::POST, "/execute/async", &json!({ "script": drawn, "args": [] })).await);
        match self.ask(Method::GET, "/screenshot", &Value::Null).await {
            Ok(picture) => {
                let bytes = BASE64_STANDARD.decode(picture.as_str().unwrap()).unwrap();
                std::fs::write(screens.join(format!("{name}.png")), bytes).unwrap();
            }
            Err(refused) => eprintln!("no picture of {name}: {refused}"),
        }
        let still = "clearInterval(window.drawing); document.body.style.opacity = '';";
        drop(self.ask(Method::POST, "/execute/sync", &json!({ "script": still, "args": [] })).await);
    }

    /// The process whose window this is.
    pub(crate) fn program(&self) -> u32 {
        self.driver.programs().first().expect("the program runs").parse().unwrap()
    }

    /// Ends the program's process at once, as a power cut does.
    pub(crate) async fn kill(self) {
        self.driver.kill_programs();
        self.driver.programs_ended().await;
    }

    /// Ends the program as its window's close button does.
    pub(crate) async fn close(self) {
        self.ask(Method::DELETE, "", &Value::Null).await.unwrap();
        self.driver.programs_ended().await;
    }

    async fn element(
        &self,
        method: Method,
        element: &str,
        what: &str,
        body: &Value,
    ) -> Result<Value, Refused> {
        self.ask(method, &format!("/element/{element}/{what}"), body).await
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> Result<Value, Refused> {
        self.driver.ask(method, &format!("/session/{}{path}", self.session), body).await
    }
}

/// Elements that can have a role: by their tag, or because they say so.
fn candidates(role: &str) -> String {
    let tags = match role {
        "button" => "button, summary, input[type=submit]",
        "textbox" => "input:not([type]), input[type=text], input[type=password], textarea",
        "searchbox" => "input[type=search]",
        "spinbutton" => "input[type=number]",
        "checkbox" => "input[type=checkbox]",
        "radio" => "input[type=radio]",
        "combobox" => "select, input[role=combobox]",
        "heading" => "h1, h2, h3, h4",
        "link" => "a[href]",
        "row" => "tr",
        "cell" => "td",
        other => return format!("[role={other}]"),
    };
    format!("{tags}, [role={role}]")
}
