//! `sayso-train`: trains the shipped weights and scores the engine on development data.

mod cues;
mod evaluate;
mod loglinear;
mod split;
mod train_attribute;
mod train_chains;
mod train_occasions;
mod train_read;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "sayso-train",
    about = "Trains Sayso's weights and scores the engine on development data"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the labeller of attribution
    Attribute(train_attribute::TrainAttribute),
    /// Score the engine on development data and write the tables
    #[command(subcommand)]
    Evaluate(evaluate::Evaluate),
    /// Count the cue lexicon of the attribution rules
    Cues(cues::Args),
    /// Search the weights of the pronoun ranker
    Chains(train_chains::TrainChains),
    /// Train the choice of occasions and dates
    Occasions(train_occasions::TrainOccasions),
    /// Train the reading network
    Read(train_read::TrainRead),
    /// Train the splitter of words and sentences
    Split(split::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Attribute(args) => train_attribute::run(&args),
        Command::Evaluate(what) => evaluate::run(what),
        Command::Cues(args) => cues::run(&args),
        Command::Chains(args) => train_chains::run(&args),
        Command::Occasions(args) => train_occasions::run(&args),
        Command::Read(args) => train_read::run(&args),
        Command::Split(args) => split::run(&args),
    }
}
