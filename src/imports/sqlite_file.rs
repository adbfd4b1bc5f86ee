//! The tables of a SQLite file, read from any place of it. SQLite itself opens only a file that lies in clear on a disk, which an
//! upload never does. One row and one page of each level of a table are in memory at a time.
//!
//! The format: <https://www.sqlite.org/fileformat.html>. Indexes, views and triggers are not looked at.

use std::io::SeekFrom;

use crate::error::{Error, Result};
use crate::i18n::Message;

use super::input::{File, SQLITE, refused, unreadable_because};

/// Largest row, in MiB.
const ROW: usize = 16;
/// Levels of a table. A page has at least two below it, so that 32 levels would be more pages than a file can have.
const LEVELS: u32 = 32;

/// An open file.
pub(super) struct Database {
    name: String,
    file: Box<dyn File>,
    page_size: usize,
    /// Bytes of a page without those that are reserved for extensions.
    usable: usize,
    pages: u32,
    /// The number that a program gives its tables.
    pub(super) schema: u32,
}

/// A table.
pub(super) struct Table {
    root: u32,
    /// The names of its columns in their order, in lower case.
    columns: Vec<String>,
}

impl Table {
    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// A row, whose values are read when they are asked for.
pub(super) struct Row {
    /// Its number.
    pub(super) id: i64,
    payload: Vec<u8>,
    /// The type of each value, and where it begins.
    values: Vec<(u64, usize)>,
}

/// A value.
enum Value {
    Null,
    Integer(i64),
    Real(f64),
    /// A text, or bytes that are read as one.
    Text(String),
}

impl Row {
    /// The row of a record.
    fn parse(id: i64, payload: Vec<u8>) -> Option<Row> {
        let (length, mut at) = number(&payload, 0)?;
        let end = usize::try_from(length).ok()?;
        let mut place = end;
        let mut values = Vec::new();
        while at < end {
            let (kind, next) = number(&payload, at)?;
            values.push((kind, place));
            place = place.checked_add(length_of(kind)?)?;
            at = next;
        }
        (at == end && place <= payload.len()).then_some(Row { id, payload, values })
    }

    fn value(&self, column: Option<usize>) -> Value {
        // A column that was added later is missing in older rows.
        let Some(&(kind, at)) = column.and_then(|column| self.values.get(column)) else {
            return Value::Null;
        };
        let bytes = length_of(kind).and_then(|length| self.payload.get(at..at + length));
        let Some(bytes) = bytes else { return Value::Null };
        match kind {
            1..=6 => {
                let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
                let start = if is_negative { -1 } else { 0 };
                Value::Integer(bytes.iter().fold(start, |sum, byte| sum << 8 | i64::from(*byte)))
            }
            7 => match bytes.try_into() {
                Ok(bytes) => Value::Real(f64::from_be_bytes(bytes)),
                Err(_) => Value::Null,
            },
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            12.. => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
            _ => Value::Null,
        }
    }

    /// A number; `None` for no value and for words.
    pub(super) fn integer(&self, column: Option<usize>) -> Option<i64> {
        match self.value(column) {
            Value::Integer(number) => Some(number),
            #[expect(clippy::cast_possible_truncation, reason = "ids are no fractions")]
            Value::Real(number) => Some(number as i64),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null => None,
        }
    }

    /// A number with a fraction; `None` for no value and for words.
    pub(super) fn real(&self, column: Option<usize>) -> Option<f64> {
        match self.value(column) {
            #[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
            Value::Integer(number) => Some(number as f64),
            Value::Real(number) => Some(number),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null => None,
        }
    }

    /// A text; empty for no value.
    pub(super) fn text(&self, column: Option<usize>) -> String {
        match self.value(column) {
            Value::Null => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text,
        }
    }
}

/// The bytes of a value of this type.
fn length_of(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((kind - 12) / 2).ok(),
    }
}

/// A number of one to nine bytes, seven bits in each but the ninth, and where it ends.
fn number(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut sum = 0;
    for place in at..at + 8 {
        let byte = *bytes.get(place)?;
        sum = sum << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, place + 1));
        }
    }
    Some((sum << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(bytes)))
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The names of the columns in the statement that has created a table. Constraints, which follow the columns, count as some.
fn columns(statement: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut expects_name) = (0, true);
    let mut rest = statement.split_once('(').map_or("", |(_, rest)| rest);
    while let Some(c) = rest.chars().next() {
        let to = |end: &str| rest[c.len_utf8()..].find(end).map(|at| c.len_utf8() + at + end.len());
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_remark = rest.starts_with("--") || rest.starts_with("/*");
        let length = match c {
            '-' if is_remark => to("\n"),
            '/' if is_remark => to("*/"),
            '\'' | '"' | '`' => to(&c.to_string()),
            '[' => to("]"),
            c if is_word(c) => rest.find(|c| !is_word(c)),
            c => Some(c.len_utf8()),
        };
        let (token, after) = rest.split_at(length.unwrap_or(rest.len()));
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' if depth == 0 => expects_name = true,
            c if expects_name && !c.is_whitespace() && !is_remark => {
                let name = token.trim_matches(['"', '\'', '`', '[', ']']);
                names.push(name.to_lowercase());
                expects_name = false;
            }
            _ => {}
        }
        rest = after;
    }
    names
}

impl Database {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file`, if it is no SQLite database, or its texts are not in UTF-8.
    pub(super) fn open(name: &str, mut file: Box<dyn File>) -> Result<Database> {
        let no_database = || refused(name, "format", Message::import_file_no_sqlite());
        let unreadable = |cause| refused(name, "unreadable", unreadable_because(&cause));
        let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut head = [0; 100];
        file.read_exact(&mut head).map_err(|_| no_database())?;
        let page_size = match two(&head, 16) {
            Some(1) => 1 << 16,
            Some(size) if size >= 512 && size.is_power_of_two() => size,
            _ => return Err(no_database()),
        };
        let usable = page_size - usize::from(head[20]);
        let encoding = four(&head, 56).unwrap_or(0);
        if !head.starts_with(SQLITE) || usable < 480 || encoding > 1 {
            return Err(no_database());
        }
        let pages = u32::try_from(length / page_size as u64).unwrap_or(u32::MAX);
        let schema = four(&head, 60).unwrap_or(0);
        Ok(Database { name: name.to_owned(), file, page_size, usable, pages, schema })
    }

    fn damaged(&self, page: u32) -> Error {
        let why = Message::import_file_isso_damaged(&self.name, Message::import_why_page(page));
        Error::invalid("file", "broken", why)
    }

    fn page(&mut self, number: u32) -> Result<Vec<u8>> {
        if number == 0 || number > self.pages {
            return Err(self.damaged(number));
        }
        let mut bytes = vec![0; self.page_size];
        let begin = u64::from(number - 1) * self.page_size as u64;
        let read = self.file.seek(SeekFrom::Start(begin));
        read.and_then(|_| self.file.read_exact(&mut bytes))
            .map_err(|cause| refused(&self.name, "unreadable", unreadable_because(&cause)))?;
        Ok(bytes)
    }

    /// A table of this name; a view is none.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file`, if the file is damaged.
    pub(super) fn table(&mut self, name: &str) -> Result<Option<Table>> {
        let mut found = None;
        self.walk(1, 0, &mut self.pages.clone(), &mut |row| {
            if row.text(Some(0)) == "table" && row.text(Some(1)).eq_ignore_ascii_case(name) {
                let root = row.integer(Some(3)).and_then(|page| u32::try_from(page).ok());
                let columns = columns(&row.text(Some(4)));
                found = root.map(|root| Table { root, columns });
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Reads the rows of a table in the order of their numbers.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file`, if the file is damaged, or a row is larger than 16 MiB; those of `each`.
    pub(super) fn rows(
        &mut self,
        table: &Table,
        each: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        // A table that came back to a page would have more pages than the file.
        self.walk(table.root, 0, &mut self.pages.clone(), each)
    }

    /// Reads the rows on a page and on those below it. `left` is how many pages may still be read.
    fn walk(
        &mut self,
        number: u32,
        level: u32,
        left: &mut u32,
        each: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        if level > LEVELS || *left == 0 {
            return Err(self.damaged(number));
        }
        *left -= 1;
        let page = self.page(number)?;
        // The first page begins with the head of the file.
        let head = if number == 1 { 100 } else { 0 };
        let (kind, cells) = (page.get(head).copied(), two(&page, head + 3));
        let (Some(kind @ (5 | 13)), Some(cells)) = (kind, cells) else {
            return Err(self.damaged(number));
        };
        let is_leaf = kind == 13;
        let places = head + if is_leaf { 8 } else { 12 };
        for cell in 0..cells {
            let Some(at) = two(&page, places + 2 * cell) else { return Err(self.damaged(number)) };
            if is_leaf {
                match self.row(&page, at, left)? {
                    Some(row) => each(&row)?,
                    None => return Err(self.damaged(number)),
                }
            } else {
                let Some(below) = four(&page, at) else { return Err(self.damaged(number)) };
                self.walk(below, level + 1, left, each)?;
            }
        }
        match four(&page, head + 8) {
            _ if is_leaf => Ok(()),
            Some(below) => self.walk(below, level + 1, left, each),
            None => Err(self.damaged(number)),
        }
    }

    /// The row of a cell, with what does not fit on the page; `None` if it is damaged.
    fn row(&mut self, page: &[u8], at: usize, left: &mut u32) -> Result<Option<Row>> {
        let Some((length, at)) = number(page, at) else { return Ok(None) };
        let Some((id, at)) = number(page, at) else { return Ok(None) };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > ROW << 20 {
            return Err(refused(&self.name, "too_large", Message::import_why_part_long(ROW)));
        }
        let most = self.usable - 35;
        let here = if length <= most {
            length
        } else {
            let least = (self.usable - 12) * 32 / 255 - 23;
            let fits = least + (length - least) % (self.usable - 4);
            if fits <= most { fits } else { least }
        };
        let Some(start) = page.get(at..at + here) else { return Ok(None) };
        let mut payload = Vec::with_capacity(length);
        payload.extend_from_slice(start);
        let mut next = four(page, at + here);
        while payload.len() < length {
            let Some(number) = next.filter(|_| *left > 0) else { return Ok(None) };
            *left -= 1;
            let page = self.page(number)?;
            let part = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(&page[4..4 + part]);
            next = four(&page, 0);
        }
        Ok(Row::parse(id.cast_signed(), payload))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use diesel::connection::SimpleConnection as _;
    use diesel::{Connection as _, SqliteConnection};

    use super::*;

    /// A file that SQLite has written.
    fn written(statements: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.db");
        let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a file");
        conn.batch_execute(statements).expect("statements");
        drop(conn);
        std::fs::read(file).expect("the file")
    }

    fn open(bytes: Vec<u8>) -> Result<Database> {
        Database::open("a.db", Box::new(Cursor::new(bytes)))
    }

    /// The rows of `t`: number, integer, real and text of `a`, and of the text `b` its length and its end.
    fn rows(bytes: Vec<u8>) -> Result<Vec<String>> {
        let mut database = open(bytes)?;
        let table = database.table("T")?.expect("a table");
        let (a, b) = (table.column("a"), table.column("b"));
        let mut rows = Vec::new();
        database.rows(&table, &mut |row| {
            let (text, long) = (row.text(a), row.text(b));
            let end = &long[long.len().saturating_sub(3)..];
            let (integer, real) = (row.integer(a), row.real(a));
            rows.push(format!("{} {integer:?} {real:?} {text} {} {end}", row.id, long.len()));
            Ok(())
        })?;
        Ok(rows)
    }

    #[test]
    fn what_sqlite_writes_is_read() {
        for page_size in [512, 4_096, 65_536] {
            let mut statements = format!(
                "PRAGMA page_size = {page_size}; CREATE TABLE other (x); \
                 CREATE TABLE t (id INTEGER PRIMARY KEY, -- a, remark\n \"a\", /* b */ c DEFAULT (1 + (2)), [b] TEXT, CHECK (c > 0)); \
                 BEGIN;"
            );
            let mut expected = Vec::new();
            let numbers =
                ["0", "1", "-1", "127", "-129", "70000", "-9000000000", "9007199254740993"];
            for (n, written) in numbers.iter().enumerate() {
                let id = n as i64 * 1_000_000_000_000 - 3;
                statements.push_str(&format!("INSERT INTO t (id, a) VALUES ({id}, {written});"));
                let value: i64 = written.parse().expect("a number");
                expected.push(format!("{id} Some({value}) Some({:?}) {value} 0 ", value as f64));
            }
            // Texts around the sizes at which a row leaves its page, and many rows for several levels.
            for n in 0..3_000 {
                let (id, length) = (8_000_000_000_000_i64 + n, 1 + (n * 7) % 2_000 + n / 100 * 40);
                statements.push_str(&format!(
                    "INSERT INTO t (id, a, b) VALUES ({id}, 0.5, printf('%.*c', {length}, 'x') || 'end');"
                ));
                expected.push(format!("{id} Some(0) Some(0.5) 0.5 {} end", length + 3));
            }
            statements.push_str("COMMIT; ALTER TABLE t ADD COLUMN later; PRAGMA user_version = 7");
            let bytes = written(&statements);
            assert_eq!(open(bytes.clone()).expect("a database").schema, 7);
            assert_eq!(rows(bytes).expect("rows"), expected, "{page_size}");
        }
    }

    #[test]
    fn damage_is_found_or_harmless() {
        let bytes = written(
            "PRAGMA page_size = 512; CREATE TABLE t (a, b); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL \
             SELECT x + 1 FROM n LIMIT 30) INSERT INTO t SELECT x, printf('%.*c', x * 30, 'y') FROM n",
        );
        // The second page is the root of the table: a loop, and a page that is not there.
        for page in [2_u32, 1_000_000, 0] {
            let mut bad = bytes.clone();
            bad[512 + 8..512 + 12].copy_from_slice(&page.to_be_bytes());
            let why = rows(bad).expect_err("damaged").to_string();
            assert!(why.contains("a.db is damaged"), "{why}");
        }
        assert!(rows(bytes[..1_024].to_vec()).is_err());
        let mut wide = bytes.clone();
        wide[59] = 2;
        assert!(open(wide).is_err(), "UTF-16");
        for at in (0..bytes.len()).step_by(3) {
            let mut bad = bytes.clone();
            bad[at] ^= 0xff;
            // It may be read or refused, but it ends.
            let _ = open(bad).and_then(|mut database| {
                let Some(table) = database.table("t")? else { return Ok(()) };
                database.rows(&table, &mut |_| Ok(()))
            });
        }
    }
}
