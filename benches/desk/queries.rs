//! The measured requests, the checks of their responses, and their durations.

use std::time::Instant;

use serde_json::{Value, json};

use crate::program::Program;
use crate::{Outcome, Plan, fault};

/// A measured query: its name, its query string, and a check of each comment in the response.
type MeasuredQuery = (&'static str, String, fn(&Value) -> bool);

/// Sends all requests, prints one line for each, and returns the faults.
pub fn run_all(plan: &Plan, engine: &str, program: &Program, token: &str) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    let desk = Desk { program, authorization: format!("Bearer {token}") };
    let pending = |item: &Value| item["status"] == "pending";
    let deep = desk.cursor_after("status=pending", 200)?;
    let deep_section = desk.cursor_after("status=pending&section=section-5", 10)?;
    let queries: [MeasuredQuery; 18] = [
        ("queue, first page", "status=pending".into(), pending),
        ("queue, deep", format!("status=pending{deep}"), pending),
        ("approved, newest", "status=approved".into(), |item| item["status"] == "approved"),
        ("everything, newest", String::new(), |_| true),
        ("section, pending", "status=pending&section=section-5".into(), pending),
        ("section, deep", format!("status=pending&section=section-5{deep_section}"), pending),
        ("section, any status", "section=section-5".into(), |_| true),
        ("no section, pending", "status=pending&section=-".into(), pending),
        ("article, any status", "article=7".into(), |item| item["article"]["id"] == 7),
        ("highest score", "status=pending&order=score".into(), pending),
        ("rule", "status=pending&rule=1".into(), pending),
        ("search, rare word", "q=rare777".into(), |item| has_word(item, "rare777")),
        ("search, common, pending", "q=word2&status=pending".into(), |item| {
            has_word(item, "word2") && item["status"] == "pending"
        }),
        ("search, in every text", "q=harbour".into(), |item| has_word(item, "harbour")),
        ("search, two words", "q=word5+hundredth&status=pending".into(), |item| {
            has_word(item, "hundredth")
        }),
        ("search, a beginning", "q=words12".into(), |item| has_word(item, "words12")),
        ("by score, in every text", "q=harbour&order=score".into(), |item| {
            has_word(item, "harbour")
        }),
        ("by score, rare word", "q=rare777&order=score".into(), |item| has_word(item, "rare777")),
    ];
    for (name, query, check) in &queries {
        let path = format!("/api/v1/comments?limit=20&{query}");
        let mut took = Vec::new();
        for _ in 0..plan.times {
            let begun = Instant::now();
            let answer = desk.get(&path)?;
            took.push(begun.elapsed());
            let items = answer["items"].as_array().map(Vec::as_slice).unwrap_or_default();
            if items.is_empty() || !items.iter().all(check) {
                faults.push(format!("{engine}: {name}: the response is wrong"));
                break;
            }
        }
        row(engine, name, took);
    }

    let mut took = Vec::new();
    let mut total = 0;
    for _ in 0..plan.times {
        let begun = Instant::now();
        let answer = desk.get("/api/v1/queue")?;
        took.push(begun.elapsed());
        total = answer["counts"]
            .as_object()
            .map_or(0, |counts| counts.values().filter_map(Value::as_i64).sum());
    }
    row(engine, "counts", took);
    if total != plan.comments {
        faults.push(format!("{engine}: {total} comments are counted"));
    }

    let mut took = Vec::new();
    while took.len() < plan.times {
        let part = desk.get("/api/v1/comments?limit=100&status=pending")?;
        let items = part["items"].as_array().cloned().unwrap_or_default();
        if items.is_empty() {
            break;
        }
        for item in items.iter().take(plan.times - took.len()) {
            let body = json!({ "decision": "approve", "version": item["version"] }).to_string();
            let path = format!("/api/v1/comments/{}/decisions", item["id"]);
            let begun = Instant::now();
            let decided = desk.send("POST", &path, &body)?;
            took.push(begun.elapsed());
            if decided["status"] != "approved" {
                faults.push(format!("{engine}: a decision failed: {decided}"));
                return Ok(faults);
            }
        }
    }
    row(engine, "a decision", took);
    Ok(faults)
}

fn has_word(item: &Value, word: &str) -> bool {
    item["text"].as_str().is_some_and(|text| text.contains(word))
}

fn row(engine: &str, name: &str, mut took: Vec<std::time::Duration>) {
    took.sort_unstable();
    let at = |part: usize| took.get((took.len() * part / 100).min(took.len().saturating_sub(1)));
    let millis = |part| at(part).map_or(0.0, |took| took.as_secs_f64() * 1_000.0);
    println!("| {engine} | {name} | {:.2} | {:.2} |", millis(50), millis(99));
}

struct Desk<'a> {
    program: &'a Program,
    authorization: String,
}

impl Desk<'_> {
    fn get(&self, path: &str) -> Outcome<Value> {
        self.send("GET", path, "")
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Outcome<Value> {
        let headers =
            [("Authorization", self.authorization.as_str()), ("Content-Type", "application/json")];
        let answer = self.program.ask(method, path, &headers, body)?;
        if !answer.head.starts_with("HTTP/1.1 200") {
            return Err(format!(
                "{method} {path}: {} {}",
                answer.head,
                String::from_utf8_lossy(&answer.body)
            ));
        }
        serde_json::from_slice(&answer.body).map_err(fault)
    }

    /// The cursor of the page after `parts` pages of a hundred comments, or of the last page.
    fn cursor_after(&self, query: &str, parts: usize) -> Outcome<String> {
        let mut cursor = String::new();
        for _ in 0..parts {
            let part = self.get(&format!("/api/v1/comments?limit=100&{query}{cursor}"))?;
            match part["next"].as_str() {
                Some(next) => cursor = format!("&after={next}"),
                None => break,
            }
        }
        Ok(cursor)
    }
}
