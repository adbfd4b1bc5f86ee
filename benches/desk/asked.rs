//! The questions, what their answers must say, and how long they took.

use std::time::Instant;

use serde_json::{Value, json};

use crate::program::Program;
use crate::{Outcome, Plan, fault};

/// A question: its name, its query, and what each comment of the answer must say.
type Question = (&'static str, String, fn(&Value) -> bool);

/// Asks everything, prints a line each, and returns what was wrong.
pub fn all(plan: &Plan, engine: &str, program: &Program, token: &str) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    let desk = Desk { program, authorization: format!("Bearer {token}") };
    let pending = |item: &Value| item["status"] == "pending";
    let deep = desk.deep("status=pending", 200)?;
    let deep_section = desk.deep("status=pending&section=section-5", 10)?;
    let questions: [Question; 18] = [
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
        ("search, rare word", "q=rare777".into(), |item| says(item, "rare777")),
        ("search, common, pending", "q=word2&status=pending".into(), |item| {
            says(item, "word2") && item["status"] == "pending"
        }),
        ("search, in every text", "q=harbour".into(), |item| says(item, "harbour")),
        ("search, two words", "q=word5+hundredth&status=pending".into(), |item| {
            says(item, "hundredth")
        }),
        ("search, a beginning", "q=words12".into(), |item| says(item, "words12")),
        ("by score, in every text", "q=harbour&order=score".into(), |item| says(item, "harbour")),
        ("by score, rare word", "q=rare777&order=score".into(), |item| says(item, "rare777")),
    ];
    for (name, query, fits) in &questions {
        let path = format!("/api/v1/comments?limit=20&{query}");
        let mut took = Vec::new();
        for _ in 0..plan.times {
            let begun = Instant::now();
            let answer = desk.get(&path)?;
            took.push(begun.elapsed());
            let items = answer["items"].as_array().map(Vec::as_slice).unwrap_or_default();
            if items.is_empty() || !items.iter().all(fits) {
                faults.push(format!("{engine}: {name}: the answer is wrong"));
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
            let decided = desk.ask("POST", &path, &body)?;
            took.push(begun.elapsed());
            if decided["status"] != "approved" {
                faults.push(format!("{engine}: a decision was not taken: {decided}"));
                return Ok(faults);
            }
        }
    }
    row(engine, "a decision", took);
    Ok(faults)
}

fn says(item: &Value, word: &str) -> bool {
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
        self.ask("GET", path, "")
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Outcome<Value> {
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

    /// What leads to the part after so many parts of a hundred, or to the last one.
    fn deep(&self, query: &str, parts: usize) -> Outcome<String> {
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
