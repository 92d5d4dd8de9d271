use std::process::ExitCode;

fn main() -> ExitCode {
    recado_server::main()
}
