//! The baseline: actix-web with the same number of threads as the program, and a constant body.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use actix_web::http::StatusCode;
use actix_web::{App, HttpResponse, HttpServer, web};
use bytes::Bytes;

use crate::{Outcome, fault};

/// The argument that turns this program into the yardstick: it must be a process of its own, as the
/// other is.
pub const COMMAND: &str = "fixed-body";

/// The running yardstick.
pub struct Fixed {
    child: Child,
    pub address: SocketAddr,
}

impl Fixed {
    /// Starts one whose body has `size` bytes; with 0 it answers 304.
    pub fn start(size: usize) -> Outcome<Fixed> {
        let program = std::env::current_exe().map_err(fault)?;
        let mut child = Command::new(program)
            .args([COMMAND, &size.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(fault)?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("its output is piped")?;
        BufReader::new(output).read_line(&mut line).map_err(fault)?;
        let address =
            line.trim().parse().map_err(|_| format!("the fixed-body server said {line:?}"))?;
        Ok(Fixed { child, address })
    }
}

impl Drop for Fixed {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until it is killed.
pub fn serve(size: Option<&str>) -> Outcome<()> {
    let size: usize =
        size.and_then(|size| size.parse().ok()).ok_or("the body's size is missing")?;
    let body = Bytes::from(vec![b'x'; size]);
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || {
            let body = body.clone();
            App::new().route(
                "/",
                web::get().to(move || {
                    let body = body.clone();
                    async move {
                        match body.is_empty() {
                            true => HttpResponse::new(StatusCode::NOT_MODIFIED),
                            false => HttpResponse::Ok()
                                .content_type("text/html; charset=utf-8")
                                .body(body),
                        }
                    }
                }),
            )
        })
        .workers(std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
        .tcp_nodelay(true)
        .bind(("127.0.0.1", 0))
        .map_err(fault)?;
        let mut out = std::io::stdout();
        writeln!(out, "{}", server.addrs()[0]).and_then(|()| out.flush()).map_err(fault)?;
        server.run().await.map_err(fault)
    })
}
