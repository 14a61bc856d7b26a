//! The `fenliu` program: arguments in, an exit status out. All the rest is in [`fenliu::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    fenliu::cli::main()
}
